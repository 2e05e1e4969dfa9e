package dev.tidemark.ingest;

import java.io.EOFException;
import java.io.IOException;

/** An input file that was there when the run began and cannot be read to its end. */
public final class UnreadableInput extends IOException {
  UnreadableInput(String file, IOException cause) {
    super("cannot read input " + file + ": " + reason(cause), cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof EOFException) {
      return "it ends in the middle of its compressed data";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
