package dev.tidemark.generate;

/** Which line of a table goes to which of its files. */
public enum FileOrder {
  /** Line by line in turn, so that each file spans the whole time. */
  spread {
    @Override
    int fileOf(long line, long lines, int files) {
      return (int) (line % files);
    }
  },
  /** Each file holds the lines that arrived after those of the one before. */
  arrival {
    @Override
    int fileOf(long line, long lines, int files) {
      return (int) (line * files / lines);
    }
  };

  /**
   * The file of a line; both count from 0.
   *
   * @param lines of the whole table
   */
  abstract int fileOf(long line, long lines, int files);
}
