package dev.tidemark.storage;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.source.files.LocalFiles;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path or glob, on this machine or with the scheme of another file system. What a user writes is
 * converted here before it is used: a {@code file:} URI becomes a plain path, since Beam treats it
 * as a relative path in some places and as a URI in others.
 */
public record PathOrUri(String path) {
  private static final String LOCAL = "file";

  /** Hadoop knows these, but can only read single files there. */
  private static final Set<String> WEB = Set.of("http", "https", "ftp", "sftp");

  /** As Beam tells a scheme from a path. */
  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][-a-zA-Z0-9+.]*):/.*");

  private static final Pattern FILE_URI =
      Pattern.compile("(?i:file):(?<slashes>/*)(?<rest>.*)", Pattern.DOTALL);

  /** A name and a password before a host; a port is followed by a path. */
  private static final Pattern SECRET = Pattern.compile("(?<=://)[^/@:\\s]*:(?![0-9]*/)\\S*@");

  private static final Pattern GLOB_CHARACTER = Pattern.compile("[*?\\[\\]{}\\\\]");

  /**
   * A glob of input as a user writes it.
   *
   * @throws FailureException if it can name no files
   */
  public static PathOrUri glob(String written) throws FailureException {
    if (SECRET.matcher(written).find()) {
      throw new FailureException(
          ExitCode.USAGE,
          hidden(written)
              + " holds a password; give credentials as settings of its file system, such as"
              + " fs.s3a.access.key in core-site.xml");
    }
    if (written.indexOf('\0') >= 0) {
      throw new FailureException(
          ExitCode.USAGE,
          LocalFiles.escaped(written) + " is not a path: Nul character not allowed");
    }
    PathOrUri location = new PathOrUri(withoutFileScheme(written));
    Optional<String> scheme = location.remoteScheme();
    if (scheme.filter(WEB::contains).isPresent()) {
      throw new FailureException(
          ExitCode.USAGE,
          written
              + " is on a web server, which has no listing and takes no files; use a copy of it");
    }
    return location;
  }

  /**
   * A file's or directory's name as a user writes it: no character of it makes it a glob.
   *
   * @throws FailureException if it can name nothing
   */
  public static PathOrUri named(String written) throws FailureException {
    PathOrUri location = glob(written);
    if (!location.isLocal()) {
      return new PathOrUri(location.path().replaceFirst("(?<=[^:/])/+$", ""));
    }
    try {
      return new PathOrUri(LocalFiles.normal(Path.of(location.path())).toString());
    } catch (InvalidPathException e) {
      throw new FailureException(
          ExitCode.USAGE,
          List.of(LocalFiles.escaped(written) + " is not a path: " + LocalFiles.reason(e)),
          e);
    }
  }

  /**
   * A directory that is written, as a user writes its name.
   *
   * @throws FailureException if nothing can be written there
   */
  public static PathOrUri directory(String written) throws FailureException {
    PathOrUri location = named(written);
    if (!location.isLocal() && GLOB_CHARACTER.matcher(location.path()).find()) {
      throw new FailureException(
          ExitCode.USAGE,
          location
              + " has a character of globs (* ? [ ] { } \\), which Beam does not write on other"
              + " file systems than this machine's; name another directory");
    }
    return location;
  }

  /** A text without what looks like a password in an address. */
  public static String hidden(String text) {
    return SECRET.matcher(text).replaceAll("***@");
  }

  /** The scheme of another file system than this machine's own. */
  Optional<String> remoteScheme() {
    Matcher matcher = SCHEME.matcher(path);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT)).filter(it -> !it.equals(LOCAL))
        : Optional.empty();
  }

  public boolean isLocal() {
    return remoteScheme().isEmpty();
  }

  /** The same place, independent of the working directory. */
  public PathOrUri absolute() {
    boolean isAbsolute = path.startsWith("/") || !isLocal();
    return isAbsolute ? this : new PathOrUri(System.getProperty("user.dir") + "/" + path);
  }

  @Override
  public String toString() {
    return path;
  }

  private static String withoutFileScheme(String written) throws FailureException {
    Matcher uri = FILE_URI.matcher(written);
    if (!uri.matches()) {
      return written;
    }
    String rest = uri.group("rest");
    boolean isRooted = uri.group("slashes").length() != 2 && !uri.group("slashes").isEmpty();
    if (!isRooted && rest.startsWith("localhost/") && !uri.group("slashes").isEmpty()) {
      rest = rest.substring("localhost/".length());
      isRooted = true;
    }
    if (!isRooted) {
      throw new FailureException(
          ExitCode.USAGE,
          written + " is not an absolute file: address; write file:///, or a path without file:");
    }
    try {
      return "/" + decoded(rest);
    } catch (CharacterCodingException e) {
      throw new FailureException(
          ExitCode.USAGE, List.of(written + " is not UTF-8 where it has its '%'"), e);
    }
  }

  /** Replaces {@code %20} and the like. Any other {@code %} stands for itself. */
  private static String decoded(String text) throws CharacterCodingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < utf8.length; i++) {
      int high = utf8[i] == '%' && i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(utf8[i + 2], 16) : -1;
      bytes.write(low >= 0 ? high << 4 | low : utf8[i]);
      i += low >= 0 ? 2 : 0;
    }
    return StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes.toByteArray()))
        .toString();
  }
}
