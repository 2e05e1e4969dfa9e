package dev.tidemark.ingest;

import java.util.Arrays;

/** The value of a record, which counts as a line; it may hold line ends, as JSON may. */
final class RecordLine implements Line {
  private final byte[] value;
  private final long offset;

  RecordLine(byte[] value, long offset) {
    this.value = value;
    this.offset = offset;
  }

  @Override
  public byte[] array() {
    return value;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int length() {
    return Math.min(value.length, LineScanner.LONGEST_LINE);
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long fullLength() {
    return value.length;
  }

  @Override
  public boolean isTooLong() {
    return value.length > LineScanner.LONGEST_LINE;
  }

  @Override
  public boolean isBlank() {
    for (byte one : value) {
      if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
        return false;
      }
    }
    return true;
  }

  @Override
  public byte[] copyOfLine() {
    return Arrays.copyOf(value, length());
  }
}
