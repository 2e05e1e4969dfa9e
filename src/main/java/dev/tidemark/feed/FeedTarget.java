package dev.tidemark.feed;

import dev.tidemark.source.stream.files.ReplayedLine;
import java.io.IOException;

/** Where replayed lines go. */
interface FeedTarget {
  /** Takes a whole line. */
  void write(ReplayedLine line) throws IOException;

  /** Called several times a second while no line is due. */
  default void idle() throws IOException {}

  /** Returns when all lines are where others can read them. */
  void finish() throws IOException;
}
