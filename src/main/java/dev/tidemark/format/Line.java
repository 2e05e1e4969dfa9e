package dev.tidemark.format;

/** A line of text where it lies, not copied. */
interface Line {
  /** The array that holds the line. */
  byte[] array();

  int start();

  int length();

  /** Where the line begins. */
  long offset();

  /** Bytes of the line, which may be more than {@link #length()}. */
  long fullLength();

  boolean isTooLong();

  /** Whether the line holds nothing; of a line too long only its head is known. */
  boolean isBlank();

  byte[] copyOfLine();
}
