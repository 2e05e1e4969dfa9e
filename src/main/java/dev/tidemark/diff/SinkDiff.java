package dev.tidemark.diff;

import java.util.List;

/** How the final rows of two runs stand to each other, in one sink. */
public sealed interface SinkDiff {
  /** The name of the sink. */
  String sink();

  /** Whether the rows are known to be equal. */
  boolean isEqual();

  /** Both have the same rows. */
  record Equal(String sink, long rows) implements SinkDiff {
    @Override
    public boolean isEqual() {
      return true;
    }
  }

  /**
   * Some rows are not in both.
   *
   * @param firstRows of the first run
   * @param secondRows of the second run
   * @param count of differing rows
   * @param examples the first of them by name
   */
  record Different(String sink, long firstRows, long secondRows, long count, List<RowDiff> examples)
      implements SinkDiff {
    @Override
    public boolean isEqual() {
      return false;
    }
  }

  /** One run has no such sink. */
  record Missing(String sink, String run) implements SinkDiff {
    @Override
    public boolean isEqual() {
      return false;
    }
  }

  /** Rows that differ but are parts of answers, so that the answers may be equal. */
  record Partial(String sink) implements SinkDiff {
    @Override
    public boolean isEqual() {
      return false;
    }
  }

  /** A topic, which others may have written to; its rows are not read. */
  record Topic(String sink) implements SinkDiff {
    @Override
    public boolean isEqual() {
      return true;
    }
  }
}
