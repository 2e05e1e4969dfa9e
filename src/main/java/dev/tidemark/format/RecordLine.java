package dev.tidemark.format;

import java.util.Arrays;

/**
 * A record's value as a line. It may contain line ends, as JSON may; a byte-order mark is not part
 * of it.
 */
public final class RecordLine implements Line {
  private final byte[] value;
  private final long offset;
  private final int start;
  private final long recordTime;

  /**
   * Creates the line of a record.
   *
   * @param recordTime ms since 1970
   */
  public RecordLine(byte[] value, long offset, long recordTime) {
    this.recordTime = recordTime;
    this.value = value;
    this.offset = offset;
    this.start = LineScanner.lengthOfByteOrderMark(value, value.length);
  }

  @Override
  public byte[] array() {
    return value;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int length() {
    return (int) Math.min(fullLength(), LineScanner.MAX_LINE);
  }

  @Override
  public long offset() {
    return offset;
  }

  @Override
  public long fullLength() {
    return (long) value.length - start;
  }

  @Override
  public boolean isTooLong() {
    return fullLength() > LineScanner.MAX_LINE;
  }

  @Override
  public boolean isBlank() {
    for (int i = start; i < value.length; i++) {
      byte one = value[i];
      if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
        return false;
      }
    }
    return true;
  }

  @Override
  public long recordTime() {
    return recordTime;
  }

  @Override
  public byte[] copyOfLine() {
    return Arrays.copyOfRange(value, start, start + length());
  }
}
