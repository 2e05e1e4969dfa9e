package dev.tidemark.source.files;

import dev.tidemark.format.UnexpectedContentException;
import java.io.EOFException;
import java.io.IOException;

/** Thrown when an input that existed when the run began cannot be read to its end. */
public final class UnreadableInputException extends IOException {
  private final String file;

  public UnreadableInputException(String file, IOException cause) {
    super("cannot read input " + file + ": " + reason(cause), cause);
    this.file = file;
  }

  public String file() {
    return file;
  }

  /** Whether the file stays unreadable however much is added to it. */
  public boolean isFinal() {
    return getCause() instanceof UnexpectedContentException;
  }

  private static String reason(IOException cause) {
    if (cause instanceof EOFException) {
      return "it ends in the middle of its compressed data";
    }
    return LocalFiles.reason(cause);
  }
}
