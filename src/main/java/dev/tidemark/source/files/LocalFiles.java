package dev.tidemark.source.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;

/**
 * The names of this machine's files. In a locale such as C, Java has no text for a name beyond
 * ASCII, and opens no file by it. The URI of a path still holds the bytes of its name, so names are
 * UTF-8 here, whatever the locale.
 */
public final class LocalFiles {
  /** What to do about names that the locale has no characters for. */
  public static final String SET_LOCALE =
      "this locale has no such characters; set LC_ALL=C.UTF-8 and run it again";

  private LocalFiles() {}

  /** The path of a name, as {@link #name} gives it. */
  public static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      if (name.indexOf('\0') >= 0) {
        throw e;
      }
      String absolute = name.startsWith("/") ? name : System.getProperty("user.dir") + "/" + name;
      return Path.of(URI.create("file://" + percentEncoded(absolute)));
    }
  }

  /**
   * Without {@code .} and {@code ..}: the directory that is left need not exist, and where it is a
   * symbolic link, the way goes up from where that leads to.
   */
  public static Path normal(Path path) {
    Path normal = path.isAbsolute() ? path.getRoot() : Path.of("");
    for (Path name : path) {
      if (name.toString().equals("..")) {
        normal = parent(normal);
      } else if (!name.toString().equals(".")) {
        normal = normal.resolve(name);
      }
    }
    return normal.toString().isEmpty() ? Path.of(".") : normal;
  }

  /** The name of an absolute path; empty where its bytes are not those of any text. */
  static Optional<String> name(Path path) {
    String text = path.toString();
    if (isPath(text, path)) {
      return Optional.of(text);
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(percentDecoded(path.toUri().getRawPath())))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** The bytes of a path whose name is not text, each that is not ASCII as {@code %XX}. */
  static String bytes(Path path) {
    return path.toUri().getRawPath();
  }

  /**
   * A text with the characters that the locale lost, or cannot print, as {@code \}{@code uXXXX}.
   */
  public static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            unit -> {
              if (unit < ' ' || unit > '~') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", unit));
              } else {
                escaped.append((char) unit);
              }
            });
    return escaped.toString();
  }

  /** Whether a text that this process was given has lost characters that the locale lacks. */
  public static boolean isMangled(String text) {
    return text.indexOf('\uFFFD') >= 0;
  }

  /** Why a text is no path. */
  public static String reason(InvalidPathException e) {
    return e.getInput().indexOf('\0') >= 0 ? e.getReason() : SET_LOCALE;
  }

  /**
   * Opens a file for reading, on any file system that Beam knows.
   *
   * @throws FileNotFoundException if there is none
   */
  public static ReadableByteChannel open(String file) throws IOException {
    if (!isLocal(file)) {
      return FileSystems.open(FileSystems.matchNewResource(file, false));
    }
    try {
      return FileChannel.open(path(file));
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(file);
      missing.initCause(e);
      throw missing;
    }
  }

  /** Whether a file exists. It is opened, as matching it would list its whole directory. */
  public static boolean exists(String file) throws UnreadableInputException {
    try {
      open(file).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UnreadableInputException(file, e);
    }
  }

  /** Whether a file is one of this machine's: its name has no scheme. */
  public static boolean isLocal(String file) {
    return file.startsWith("/") || !file.matches("[a-zA-Z][-a-zA-Z0-9+.]*:/.*");
  }

  /** What is wrong with a file, in words: some exceptions say its name and no more. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Path parent(Path directory) {
    if (Files.isSymbolicLink(directory)) {
      try {
        return parent(directory.toRealPath());
      } catch (IOException e) {
        // It leads to nothing: there is only the way that is written.
      }
    }
    Path last = directory.getFileName();
    if (last == null) {
      return directory;
    }
    if (last.toString().isEmpty() || last.toString().equals("..")) {
      return directory.resolve("..");
    }
    return directory.getParent() == null ? Path.of("") : directory.getParent();
  }

  private static boolean isPath(String text, Path path) {
    try {
      return Path.of(text).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static String percentEncoded(String text) {
    StringBuilder uri = new StringBuilder();
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      if (one == '/' || (one > 0 && Character.isLetterOrDigit(one))) {
        uri.append((char) one);
      } else {
        uri.append(String.format(Locale.ROOT, "%%%02X", one & 0xff));
      }
    }
    return uri.toString();
  }

  private static byte[] percentDecoded(String rawPath) {
    byte[] bytes = rawPath.getBytes(StandardCharsets.US_ASCII);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%') {
        bytes[length++] = (byte) Integer.parseInt(rawPath.substring(i + 1, i + 3), 16);
        i += 2;
      } else {
        bytes[length++] = bytes[i];
      }
    }
    return Arrays.copyOf(bytes, length);
  }
}
