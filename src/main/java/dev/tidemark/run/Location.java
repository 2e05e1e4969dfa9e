package dev.tidemark.run;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path or glob as a user writes it, with or without a file system's scheme. */
record Location(String path) {
  private static final String LOCAL = "file";

  /** As Beam tells a scheme from a path. */
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][-a-zA-Z0-9+.]*):/.*");

  /** The scheme of another file system than this machine's own. */
  Optional<String> remoteScheme() {
    Matcher matcher = SCHEME.matcher(path);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)).filter(it -> !it.equals(LOCAL))
        : Optional.empty();
  }

  boolean isLocal() {
    return remoteScheme().isEmpty();
  }

  /** The same place, wherever a process has its working directory. */
  Location absolute() {
    return SCHEME.matcher(path).matches()
        ? this
        : new Location(Path.of(path).toAbsolutePath().toString());
  }

  /** Whether the other one is the same place, or below it. */
  boolean holds(Location other) {
    return other.normal().startsWith(normal());
  }

  private Path normal() {
    String withoutLocalScheme = isLocal() ? path.replaceFirst("^(?i:file):/+", "/") : path;
    return Path.of(new Location(withoutLocalScheme).absolute().path()).normalize();
  }

  @Override
  public String toString() {
    return path;
  }
}
