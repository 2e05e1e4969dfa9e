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
import java.nio.file.FileAlreadyExistsException;
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
 * Names of local files, and access to files on any file system by name. In a locale such as C, Java
 * cannot represent file names beyond ASCII, nor open files by them. The URI of a path still holds
 * the bytes of its name, so names are UTF-8 here, whatever the locale.
 */
public final class LocalFiles {
  /** Tells the user what to do about names that the locale cannot represent. */
  public static final String SET_LOCALE =
      "this locale has no such characters; set LC_ALL=C.UTF-8 and run it again";

  private LocalFiles() {}

  /** Returns the path of a name as returned by {@link #name}. */
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
   * Resolves {@code .} and {@code ..}. A directory before {@code ..} need not exist; if it is a
   * symbolic link, {@code ..} is the parent of its target.
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

  /** Returns the name of an absolute path; empty where its bytes are not UTF-8. */
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

  /** Returns the bytes of a path whose name is not UTF-8, those beyond ASCII as {@code %XX}. */
  static String bytes(Path path) {
    return path.toUri().getRawPath();
  }

  /**
   * Escapes the characters that the locale has lost, or cannot print, as {@code \}{@code uXXXX}.
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

  /** Whether an argument of this process has lost characters that the locale lacks. */
  public static boolean isMangled(String text) {
    return text.indexOf('\uFFFD') >= 0;
  }

  /** Explains why a text is not a path. */
  public static String reason(InvalidPathException e) {
    return e.getInput().indexOf('\0') >= 0 ? e.getReason() : SET_LOCALE;
  }

  /**
   * Opens a file for reading, on any file system that Beam knows.
   *
   * @throws FileNotFoundException if it does not exist
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

  /** Whether a file is local: its name has no scheme. */
  public static boolean isLocal(String file) {
    return file.startsWith("/") || !file.matches("[a-zA-Z][-a-zA-Z0-9+.]*:/.*");
  }

  /** Explains what is wrong with a file: some exceptions hold only its name. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
      return "there is no such file";
    }
    if (e instanceof FileAlreadyExistsException existing) {
      return existing.getFile() + " is a file";
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
        // The link is broken: only the path as written is left.
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
