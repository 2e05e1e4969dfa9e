package dev.tidemark.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Collects everything that is wrong in a pipeline file, so that it is reported at once; and
 * warnings of what is valid but most likely not meant.
 */
public final class Problems {
  /** How many problems are listed one by one. */
  static final int MAX_SHOWN = 100;

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  public void add(Position at, String message) {
    problems.add(new Problem(at, message));
  }

  /** Adds a warning, with which the file can still be run. */
  public void warn(Position at, String message) {
    warnings.add(new Problem(at, "warning: " + message));
  }

  /** Reports an unknown word, with the nearest known one. */
  public void addUnknown(Position at, String what, String word, Collection<String> known) {
    add(
        at,
        "unknown " + what + " " + Excerpt.quotedKey(word) + DidYouMean.hint(word, known, "known"));
  }

  /** Reports an unknown word, with the one that is meant. */
  public void addUnknown(Position at, String what, String word, String meant) {
    add(at, "unknown " + what + " " + Excerpt.quotedKey(word) + "; did you mean '" + meant + "'?");
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  public List<String> in(String file) {
    List<String> all = lines(problems, file);
    return all.size() <= MAX_SHOWN
        ? all
        : Stream.concat(
                all.stream().limit(MAX_SHOWN),
                Stream.of("%s: and %,d more like these".formatted(file, all.size() - MAX_SHOWN)))
            .toList();
  }

  public List<String> warningsIn(String file) {
    return lines(warnings, file);
  }

  private static List<String> lines(List<Problem> problems, String file) {
    return problems.stream()
        .sorted(Problem.BY_POSITION)
        .map(problem -> problem.in(file))
        .distinct()
        .toList();
  }
}
