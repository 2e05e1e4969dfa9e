package dev.tidemark.ingest;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;

/** Gives out the lines of files, merged by arrival time, as far as they are there. */
interface Supply extends Closeable {
  /** The next line; empty where there is none yet, or none any more. */
  Optional<Arrival> next() throws UnreadableInput;

  /** Whether no further line will ever come. */
  boolean hasEnded();

  /** From where to go on, file by file. */
  List<FilePosition> positions();
}
