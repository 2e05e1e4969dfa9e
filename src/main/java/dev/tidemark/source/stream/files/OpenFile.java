package dev.tidemark.source.stream.files;

import dev.tidemark.source.files.UnreadableInputException;
import dev.tidemark.source.stream.ArrivingLine;
import java.io.Closeable;
import java.util.Optional;

/** A file from which lines are taken to be merged with those of others. */
interface OpenFile extends Closeable {
  String file();

  /** The next line, which stays; empty where there is none. */
  Optional<ArrivingLine> peek() throws UnreadableInputException;

  /** Takes the line that {@link #peek} has shown. */
  ArrivingLine next();

  /** From where to go on. */
  FilePosition position();
}
