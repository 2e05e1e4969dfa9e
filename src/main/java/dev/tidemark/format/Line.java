package dev.tidemark.format;

/** A line of text in a larger buffer, not copied. */
interface Line {
  /** Returns the array that holds the line. */
  byte[] array();

  int start();

  int length();

  /** Returns where the line begins in its file or partition. */
  long offset();

  /** Returns the bytes of the line, which may be more than {@link #length()}. */
  long fullLength();

  boolean isTooLong();

  /** Whether the line is blank; one that is too long never counts as blank. */
  boolean isBlank();

  byte[] copyOfLine();

  /** Returns when the line's record arrived, ms since 1970; 0 for the lines of a file. */
  default long recordTime() {
    return 0;
  }
}
