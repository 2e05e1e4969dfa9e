package dev.tidemark.format.json;

import static dev.tidemark.format.json.NumberScanner.NOT_PLAIN;

import dev.tidemark.model.reading.ReadingColumnsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything in a line but its values. The next line usually repeats it, so that only the values
 * need scanning; texts that come again are compared together with what lies around them. A line of
 * this shape has the same names and brackets as the one that it was taken from, so it is right if
 * that was. Not thread-safe.
 */
final class LineShape {
  /** For a value that nobody asked for. */
  static final int UNKNOWN = -1;

  private final ValueScanner values;

  /** The field of each value, by position. */
  private final int[] fields;

  /** Of each value, whether a reading must have it. */
  private final boolean[] required;

  /** What comes before, between and after the values that are no texts. */
  private final Stretch[] stretches;

  private LineShape(ValueScanner values, int[] fields, boolean[] required, Stretch[] stretches) {
    this.values = values;
    this.fields = fields;
    this.required = required;
    this.stretches = stretches;
  }

  /**
   * Scans a line that is expected to have this shape.
   *
   * @return whether it has, and is a reading; if not, the values are meaningless
   */
  boolean scan(byte[] line, int start, int end, ReadingColumnsBuilder target) {
    int position = scan(stretches[0], line, start, end, target);
    for (int i = 1; i < stretches.length && position != NOT_PLAIN; i++) {
      position = scanValue(stretches[i].first - 1, line, position, end, target);
      if (position != NOT_PLAIN) {
        position = scan(stretches[i], line, position, end, target);
      }
    }
    return position == end;
  }

  private int scan(Stretch stretch, byte[] line, int start, int end, ReadingColumnsBuilder target) {
    int known = stretch.scanKnown(line, start, end, target);
    return known == NOT_PLAIN ? scanParts(stretch, line, start, end, target) : known;
  }

  private int scanParts(
      Stretch stretch, byte[] line, int start, int end, ReadingColumnsBuilder target) {
    int position = start;
    boolean areTexts = true;
    for (int i = 0; i < stretch.parts.length; i++) {
      BytePattern part = stretch.parts[i];
      if (!part.isAt(line, position, end)) {
        return NOT_PLAIN;
      }
      position += part.length();
      if (i < stretch.parts.length - 1) {
        areTexts &= position < end && line[position] == '"';
        position = scanValue(stretch.first + i, line, position, end, target);
        if (position == NOT_PLAIN) {
          return NOT_PLAIN;
        }
      }
    }
    if (areTexts) {
      stretch.keep(line, start, position, values);
    }
    return position;
  }

  private int scanValue(
      int value, byte[] line, int position, int end, ReadingColumnsBuilder target) {
    if (position == end || (required[value] && line[position] == 'n')) {
      return NOT_PLAIN;
    }
    int field = fields[value];
    return field == UNKNOWN
        ? values.skip(line, position, end)
        : values.scan(field, line, position, end, target);
  }

  /** Texts that follow each other, with what lies before, between and after them. */
  private static final class Stretch {
    /** Two, as lines of two devices may take turns. */
    private static final int KNOWN = 2;

    /** To keep one costs what some ten lines gain by it. */
    private static final int LINES_APART = 64;

    /** Longer ones would take more memory than they are worth. */
    private static final int MAX_KEPT = 512;

    /** The position of the first text; of the value after it where it has no text. */
    private final int first;

    private final BytePattern[] parts;

    /** The fields of its texts that are wanted. */
    private final int[] wanted;

    /** How it stood in lines before. */
    private final KnownStretch[] known = new KnownStretch[KNOWN];

    private int kept;

    /** How many lines there were since one was kept. */
    private int lines;

    private Stretch(int first, List<BytePattern> parts, IntStream wanted) {
      this.first = first;
      this.parts = parts.toArray(BytePattern[]::new);
      this.wanted = wanted.toArray();
    }

    /** Scans it as it stood before; returns what comes after it. */
    int scanKnown(byte[] line, int start, int end, ReadingColumnsBuilder target) {
      lines++;
      for (int i = 0; i < KNOWN && i < kept; i++) {
        KnownStretch expected = known[i];
        if (expected.bytes.isAt(line, start, end)) {
          for (int j = 0; j < wanted.length; j++) {
            target.setText(wanted[j], expected.texts[j]);
          }
          return start + expected.bytes.length();
        }
      }
      return NOT_PLAIN;
    }

    /** Keeps how it stands in a line, if that has not been done for some lines. */
    void keep(byte[] line, int start, int end, ValueScanner values) {
      if ((kept < KNOWN || lines >= LINES_APART) && end - start <= MAX_KEPT) {
        known[kept % KNOWN] =
            new KnownStretch(
                new BytePattern(Arrays.copyOfRange(line, start, end)),
                Arrays.stream(wanted).mapToObj(values::text).toArray(String[]::new));
        kept++;
        lines = 0;
      }
    }
  }

  /** A stretch as it stood in a line, and those of its texts that are wanted. */
  private static final class KnownStretch {
    private final BytePattern bytes;
    private final String[] texts;

    KnownStretch(BytePattern bytes, String[] texts) {
      this.bytes = bytes;
      this.texts = texts;
    }
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
     * @param values scans the values of lines that have the shape
     */
    LineShape build(byte[] line, int start, int end, boolean[] required, ValueScanner values) {
      boolean[] isRequired = new boolean[count];
      List<Stretch> stretches = new ArrayList<>();
      List<BytePattern> parts = new ArrayList<>();
      int first = 0;
      int position = start;
      for (int i = 0; i < count; i++) {
        parts.add(new BytePattern(Arrays.copyOfRange(line, position, starts[i])));
        isRequired[i] = fields[i] != UNKNOWN && required[fields[i]];
        boolean isText =
            line[starts[i]] == '"' && (fields[i] == UNKNOWN || values.isText(fields[i]));
        if (!isText) {
          stretches.add(new Stretch(first, parts, wanted(first, i, values)));
          parts.clear();
          first = i + 1;
        }
        position = ends[i];
      }
      parts.add(new BytePattern(Arrays.copyOfRange(line, position, end)));
      stretches.add(new Stretch(first, parts, wanted(first, count, values)));
      return new LineShape(
          values, Arrays.copyOf(fields, count), isRequired, stretches.toArray(Stretch[]::new));
    }

    /** The fields that are wanted of some values in a row. */
    private IntStream wanted(int from, int to, ValueScanner values) {
      return Arrays.stream(fields, from, to)
          .filter(field -> field != UNKNOWN && values.isNeeded(field));
    }
  }
}
