package dev.tidemark.source.files;

import dev.tidemark.format.UnexpectedContentException;
import java.io.EOFException;
import java.io.IOException;

/** An input file that was there when the run began and cannot be read to its end. */
public final class UnreadableInputException extends IOException {
  private final String file;

  public UnreadableInputException(String file, IOException cause) {
    super("cannot read input " + file + ": " + reason(cause), cause);
    this.file = file;
  }

  public String file() {
    return file;
  }

  /** Whether more of the file could not make it readable. */
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
