package dev.tidemark.format;

import java.io.IOException;
import java.util.Optional;

/** The beginning of a file, which may say how its lines are to be read. */
@FunctionalInterface
public interface FileHead {
  /** The first line; empty where there is none. */
  Optional<HeadLine> read() throws IOException;

  /**
   * A file's first line.
   *
   * @param offset where it begins
   */
  record HeadLine(long offset, String text) {}
}
