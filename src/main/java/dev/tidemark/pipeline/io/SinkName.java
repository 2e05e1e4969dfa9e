package dev.tidemark.pipeline.io;

import dev.tidemark.yaml.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the name of a sink, which is a directory below the output directory. */
public final class SinkName {
  /** File systems take names of 255 bytes, and a bundle's name is added while it is written. */
  private static final int LONGEST = 190;

  private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9._-]++");
  private static final Pattern FIRST = Pattern.compile("[A-Za-z0-9]");

  private SinkName() {}

  public static boolean isRight(String name) {
    return problem(name).isEmpty();
  }

  /** Reads a name for a directory; empty where it is wrong, which is reported. */
  public static Optional<String> read(Settings settings, String key) {
    Optional<String> name = settings.text(key);
    Optional<String> wrong = name.flatMap(SinkName::problem);
    wrong.ifPresent(problem -> settings.problems().add(settings.at(key), problem));
    return wrong.isPresent() ? Optional.empty() : name;
  }

  private static Optional<String> problem(String name) {
    if (!CHARACTERS.matcher(name).matches()) {
      return Optional.of("a sink is one directory name of letters, digits, '.', '_' and '-'");
    }
    String first = name.substring(0, 1);
    if (!FIRST.matcher(first).matches()) {
      return Optional.of("a sink's name begins with a letter or a digit, not with '" + first + "'");
    }
    return name.length() > LONGEST
        ? Optional.of(
            "a sink's name has at most "
                + LONGEST
                + " characters, but this one has "
                + name.length())
        : Optional.empty();
  }
}
