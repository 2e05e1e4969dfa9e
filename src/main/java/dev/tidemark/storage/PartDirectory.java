package dev.tidemark.storage;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of {@code part-*.json}. */
public final class PartDirectory {
  private static final String PARTS = "part-*.json";

  private PartDirectory() {}

  /** Deletes the files of an earlier call, which would mix with the new ones. */
  public static void clear(Path directory, boolean overwrite) throws IOException, FailureException {
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
