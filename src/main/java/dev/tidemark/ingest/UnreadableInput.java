package dev.tidemark.ingest;

import java.io.IOException;

/** An input file that was there when the run began cannot be read to its end. */
public final class UnreadableInput extends IOException {
  UnreadableInput(String file, IOException cause) {
    super(
        "cannot read input "
            + file
            + ": "
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
        cause);
  }
}
