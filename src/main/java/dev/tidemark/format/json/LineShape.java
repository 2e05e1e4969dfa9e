package dev.tidemark.format.json;

import static dev.tidemark.format.json.NumberScanner.NOT_PLAIN;

import dev.tidemark.model.reading.ReadingColumnsBuilder;
import java.util.Arrays;

/**
 * What a line has between its values, which the next one mostly has too: then only the values are
 * left to scan. A line of this shape has the same names and brackets as the one that it was taken
 * from, so it is right if that was.
 */
final class LineShape {
  /** For a value that nobody asked for. */
  static final int UNKNOWN = -1;

  private final BytePattern[] before;
  private final BytePattern last;

  /** The field of each value, by position. */
  private final int[] fields;

  /** Of each value, whether a reading must have it. */
  private final boolean[] required;

  private LineShape(BytePattern[] before, BytePattern last, int[] fields, boolean[] required) {
    this.before = before;
    this.last = last;
    this.fields = fields;
    this.required = required;
  }

  /**
   * Scans a line that is expected to have this shape.
   *
   * @return whether it has, and is a reading; if not, the values are meaningless
   */
  boolean scan(byte[] line, int start, int end, ValueScanner values, ReadingColumnsBuilder target) {
    int position = start;
    for (int i = 0; i < fields.length; i++) {
      BytePattern expected = before[i];
      if (!expected.isAt(line, position, end)) {
        return false;
      }
      position += expected.length();
      if (position == end || (required[i] && line[position] == 'n')) {
        return false;
      }
      int field = fields[i];
      position =
          field == UNKNOWN
              ? values.skip(line, position, end)
              : values.scan(field, line, position, end, target);
      if (position == NOT_PLAIN) {
        return false;
      }
    }
    return position + last.length() == end && last.isAt(line, position, end);
  }

  /** Notes where the values of a line stand, while it is scanned in another way. */
  static final class Builder {
    private static final int LEAST = 16;

    /** Of more values, a shape would take more memory than it is worth. */
    private static final int MOST = 1024;

    private int count;
    private int[] fields = new int[LEAST];
    private int[] starts = new int[LEAST];
    private int[] ends = new int[LEAST];
    private boolean isSimple;

    /** Begins with a line. */
    void begin() {
      count = 0;
      isSimple = true;
    }

    /** Notes a value, whose field may be {@link #UNKNOWN}. */
    void add(int field, int start, int end) {
      if (count == MOST) {
        isSimple = false;
        return;
      }
      if (count == fields.length) {
        fields = Arrays.copyOf(fields, 2 * count);
        starts = Arrays.copyOf(starts, 2 * count);
        ends = Arrays.copyOf(ends, 2 * count);
      }
      fields[count] = field;
      starts[count] = start;
      ends[count] = end;
      count++;
    }

    /** Notes that a name came again, so that its value replaces another. */
    void addRepeated() {
      isSimple = false;
    }

    /** Whether the line gives a shape that others can have. */
    boolean isSimple() {
      return isSimple && count > 0;
    }

    /**
     * The shape of the line.
     *
     * @param required by the position of a field, whether a reading must have it
     */
    LineShape build(byte[] line, int start, int end, boolean[] required) {
      BytePattern[] before = new BytePattern[count];
      boolean[] isRequired = new boolean[count];
      int position = start;
      for (int i = 0; i < count; i++) {
        before[i] = new BytePattern(Arrays.copyOfRange(line, position, starts[i]));
        isRequired[i] = fields[i] != UNKNOWN && required[fields[i]];
        position = ends[i];
      }
      return new LineShape(
          before,
          new BytePattern(Arrays.copyOfRange(line, position, end)),
          Arrays.copyOf(fields, count),
          isRequired);
    }
  }
}
