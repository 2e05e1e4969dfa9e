package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.Closeable;
import java.util.Optional;

/** A file whose lines are merged with those of others. */
interface OpenFile extends Closeable {
  String file();

  /** Returns the next line without removing it; empty where none is left. */
  Optional<ArrivingLine> peek() throws UnreadableInputException;

  /** Removes the line that {@link #peek} returned. */
  ArrivingLine next();

  /** Returns where to resume. */
  FilePosition position();
}
