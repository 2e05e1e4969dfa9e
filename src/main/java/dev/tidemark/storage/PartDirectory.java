package dev.tidemark.storage;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A directory of {@code part-*.json}. */
public final class PartDirectory {
  private static final String PARTS = "part-*.json";

  private PartDirectory() {}

  /**
   * Deletes the files of an earlier call, which would mix with the new ones.
   *
   * @throws FailureException if they are to be kept, or if a file has the name of the directory
   */
  public static void clear(Path directory, boolean overwrite) throws IOException, FailureException {
    Optional<String> file = new LocalDirectories().fileInTheWay(directory.toString());
    if (file.isPresent()) {
      throw new FailureException(
          ExitCode.CANNOT_WRITE,
          "cannot write to "
              + directory
              + ": "
              + file.get()
              + " is a file; name another directory");
    }
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, PARTS)) {
      for (Path part : parts) {
        if (!overwrite) {
          throw new FailureException(
              ExitCode.CANNOT_WRITE,
              directory + " already holds " + PARTS + "; name another, or use --overwrite");
        }
        Files.delete(part);
      }
    }
  }
}
