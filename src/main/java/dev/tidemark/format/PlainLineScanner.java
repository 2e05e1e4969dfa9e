package dev.tidemark.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.NumberInput;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import dev.tidemark.schema.ReadingSchema;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Scans JSON lines in their plain form: one object whose values are texts without escapes, numbers,
 * booleans, nulls, and objects and arrays of these. It accepts only what Jackson accepts, with the
 * same values; it leaves everything else, right or wrong, to Jackson. Not thread-safe.
 *
 * <p>Lines of one source look alike, so each field is first expected where the line before had it,
 * and each text to be the one that its field had before.
 */
final class PlainLineScanner {
  private static final VarHandle LONG = LineScanner.LONG;

  private static final int SLOTS = 1024;

  /** Longer texts are no names that come again, and would fill the memory. */
  private static final int MAX_KEPT = 256;

  private static final int NOT_PLAIN = -1;
  private static final int UNKNOWN = -1;

  /** So many decimal digits always fit a long. */
  private static final int DIGITS_OF_LONG = 18;

  /** A mantissa up to here and a power of ten of this table are exact as doubles. */
  private static final long EXACT_MANTISSA = 1L << 53;

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  /** An object of which nobody asked for anything. */
  private static final Node EMPTY = new Node(FieldTree.of(ReadingSchema.EMPTY));

  private static final byte[] TRUE = "true".getBytes(ISO_8859_1);
  private static final byte[] FALSE = "false".getBytes(ISO_8859_1);
  private static final byte[] NULL = "null".getBytes(ISO_8859_1);

  /** Deeper values are left to Jackson, as this class scans them by recursion. */
  private static final int MAX_DEPTH = 64;

  private final Node root;

  /** By the position of a field. */
  private final Field.Type[] types;

  private final Unit[] units;

  /** The text that each field had last. */
  private final KnownText[] texts;

  private final KnownText[] slots = new KnownText[SLOTS];

  private ReadingColumnsBuilder reading;
  private byte[] buffer;
  private int end;

  /** The field whose value is being read, by position. */
  private int field;

  /** The entry whose name was read last. */
  private int entry;

  /** The names in an object. */
  private static final class Node {
    /** Each name as it mostly stands in a line: {@code "name":}. */
    private final byte[][] keys;

    /** The field of each name; {@link #UNKNOWN} where it is that of an object. */
    private final int[] fields;

    /** The object of each name; null where it is that of a field. */
    private final Node[] objects;

    /** All fields in the object of each name. */
    private final int[][] inside;

    /** Which name came after each one when that was seen last; the last entry is for the first. */
    private final int[] following;

    Node(FieldTree tree) {
      // A line with one of the other names has escapes, so it is not plain.
      Map<String, FieldTree.Entry> entries = new LinkedHashMap<>(tree.entries());
      entries.keySet().removeIf(name -> !isPlain(name));
      int count = entries.size();
      keys =
          entries.keySet().stream()
              .map(name -> ('"' + name + "\":").getBytes(UTF_8))
              .toArray(byte[][]::new);
      fields = new int[count];
      objects = new Node[count];
      inside = new int[count][];
      int i = 0;
      for (FieldTree.Entry each : entries.values()) {
        fields[i] = UNKNOWN;
        if (each instanceof FieldTree.Leaf leaf) {
          fields[i] = leaf.field().position();
        } else if (each instanceof FieldTree.Branch branch) {
          objects[i] = new Node(branch.tree());
          inside[i] = branch.tree().fields().stream().mapToInt(Field::position).toArray();
        }
        i++;
      }
      following = new int[count + 1];
      Arrays.setAll(following, each -> each >= count - 1 ? 0 : each + 1);
    }

    private static boolean isPlain(String name) {
      return name.chars().noneMatch(letter -> letter == '"' || letter == '\\' || letter < ' ');
    }
  }

  /** Scans for the fields of a schema; every other field is checked and left out. */
  PlainLineScanner(ReadingSchema schema) {
    List<Field> fields = schema.fields();
    types = fields.stream().map(Field::type).toArray(Field.Type[]::new);
    units = fields.stream().map(Field::unit).toArray(Unit[]::new);
    root = new Node(FieldTree.of(schema));
    texts = new KnownText[fields.size()];
    Arrays.fill(texts, KnownText.NONE);
  }

  /**
   * Scans the line at {@code line[start, end)} and looks at no byte beyond.
   *
   * @param target receives the values of the reading that it has begun
   * @return whether the line is plain; if not, the values are meaningless
   */
  boolean scan(byte[] line, int start, int end, ReadingColumnsBuilder target) {
    this.reading = target;
    this.buffer = line;
    this.end = end;
    int position = skipSpace(start);
    if (position == end || buffer[position] != '{') {
      return false;
    }
    int after = object(root, position, 0);
    return after != NOT_PLAIN && skipSpace(after) == end;
  }

  /** Scans the object that begins here; returns what comes after. */
  private int object(Node node, int start, int depth) {
    int before = node.keys.length;
    int position = start;
    byte separator = ',';
    while (separator == ',') {
      position = key(node, before, skipSpace(position + 1));
      if (position == NOT_PLAIN) {
        return NOT_PLAIN;
      }
      int found = entry;
      position = value(node, found, skipSpace(position), depth);
      if (position == NOT_PLAIN) {
        return NOT_PLAIN;
      }
      if (found != UNKNOWN) {
        before = found;
      }
      position = skipSpace(position);
      if (position == end) {
        return NOT_PLAIN;
      }
      separator = buffer[position];
    }
    return separator == '}' ? position + 1 : NOT_PLAIN;
  }

  /** Reads a name and its colon; sets {@link #entry} and returns what comes after. */
  private int key(Node node, int before, int position) {
    int expected = node.following[before];
    if (node.keys.length > 0 && startsWith(node.keys[expected], position)) {
      entry = expected;
      return position + node.keys[expected].length;
    }
    int close = closingQuote(position);
    if (close == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    entry = entryNamed(node, position, close + 1);
    if (entry != UNKNOWN) {
      node.following[before] = entry;
    }
    int colon = skipSpace(close + 1);
    return colon < end && buffer[colon] == ':' ? colon + 1 : NOT_PLAIN;
  }

  private int entryNamed(Node node, int from, int to) {
    for (int i = 0; i < node.keys.length; i++) {
      int quoted = node.keys[i].length - 1;
      if (Arrays.equals(node.keys[i], 0, quoted, buffer, from, to)) {
        return i;
      }
    }
    return UNKNOWN;
  }

  private int value(Node node, int found, int position, int depth) {
    if (position == end) {
      return NOT_PLAIN;
    }
    if (found == UNKNOWN) {
      return unknownValue(position, depth);
    }
    field = node.fields[found];
    if (field == UNKNOWN) {
      return objectOfFields(node, found, position, depth);
    }
    if (buffer[position] == 'n') {
      reading.clear(field);
      return literal(NULL, position);
    }
    return switch (types[field]) {
      case WHOLE -> scanWhole(position);
      case REAL -> scanReal(position);
      case TEXT -> scanText(position);
      case BOOLEAN -> scanFlag(position);
      case INSTANT -> units[field] == Unit.NONE ? scanIso(position) : scanDecimal(position);
    };
  }

  /** An object with fields, which replaces one of the same name before it; or null. */
  private int objectOfFields(Node node, int found, int position, int depth) {
    for (int each : node.inside[found]) {
      reading.clear(each);
    }
    if (buffer[position] == 'n') {
      return literal(NULL, position);
    }
    if (buffer[position] != '{') {
      return NOT_PLAIN;
    }
    return isEmpty(position, '}')
        ? skipSpace(position + 1) + 1
        : object(node.objects[found], position, depth + 1);
  }

  /** A value that nobody asked for: checked only. */
  private int unknownValue(int position, int depth) {
    if (position == end || depth == MAX_DEPTH) {
      return NOT_PLAIN;
    }
    field = UNKNOWN;
    return switch (buffer[position]) {
      case '"' -> afterText(position);
      case 't' -> literal(TRUE, position);
      case 'f' -> literal(FALSE, position);
      case 'n' -> literal(NULL, position);
      case '{' ->
          isEmpty(position, '}') ? skipSpace(position + 1) + 1 : object(EMPTY, position, depth + 1);
      case '[' -> array(position, depth + 1);
      default -> scanReal(position);
    };
  }

  private int array(int start, int depth) {
    if (isEmpty(start, ']')) {
      return skipSpace(start + 1) + 1;
    }
    int position = start;
    byte separator = ',';
    while (separator == ',') {
      position = unknownValue(skipSpace(position + 1), depth);
      if (position == NOT_PLAIN) {
        return NOT_PLAIN;
      }
      position = skipSpace(position);
      if (position == end) {
        return NOT_PLAIN;
      }
      separator = buffer[position];
    }
    return separator == ']' ? position + 1 : NOT_PLAIN;
  }

  /** Whether the bracket here is closed at once. */
  private boolean isEmpty(int position, char close) {
    int next = skipSpace(position + 1);
    return next < end && buffer[next] == close;
  }

  private int scanFlag(int position) {
    boolean isTrue = buffer[position] == 't';
    reading.setFlag(field, isTrue);
    return literal(isTrue ? TRUE : FALSE, position);
  }

  private int scanIso(int position) {
    int close = closingQuote(position);
    if (close == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    long nanos = Instants.plainIso(buffer, position + 1, close);
    if (nanos == Instants.NONE) {
      return NOT_PLAIN;
    }
    reading.setWhole(field, nanos);
    return close + 1;
  }

  private int scanDecimal(int position) {
    int decimal = field;
    field = UNKNOWN;
    int after = scanReal(position);
    if (after == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    OptionalLong nanos =
        Instants.decimal(
            new String(buffer, position, after - position, ISO_8859_1), units[decimal]);
    if (nanos.isEmpty()) {
      return NOT_PLAIN;
    }
    reading.setWhole(decimal, nanos.getAsLong());
    return after;
  }

  private int literal(byte[] word, int position) {
    return startsWith(word, position) ? position + word.length : NOT_PLAIN;
  }

  private int scanText(int position) {
    byte[] last = texts[field].quoted;
    if (last.length > 0 && startsWith(last, position)) {
      reading.setText(field, texts[field].text);
      return position + last.length;
    }
    int after = afterText(position);
    if (after != NOT_PLAIN) {
      texts[field] = known(position, after);
      reading.setText(field, texts[field].text);
    }
    return after;
  }

  /** Where a text that starts here is over; its UTF-8 is valid. */
  private int afterText(int position) {
    int close = closingQuote(position);
    return close == NOT_PLAIN ? NOT_PLAIN : close + 1;
  }

  /** The quote that ends a text without escapes and control characters, and with valid UTF-8. */
  private int closingQuote(int position) {
    if (position >= end || buffer[position] != '"') {
      return NOT_PLAIN;
    }
    int beyondAscii = 0;
    for (int i = position + 1; i < end; i++) {
      byte one = buffer[i];
      if (one == '"') {
        int length = i - position - 1;
        boolean isValid = beyondAscii >= 0 || Utf8.isValid(buffer, position + 1, length);
        return isValid ? i : NOT_PLAIN;
      }
      if (one == '\\' || (one >= 0 && one < ' ')) {
        return NOT_PLAIN;
      }
      beyondAscii |= one;
    }
    return NOT_PLAIN;
  }

  private int scanWhole(int position) {
    int digits = position;
    boolean negative = buffer[position] == '-';
    if (negative) {
      digits++;
    }
    int i = digits;
    long number = 0;
    while (i + Long.BYTES <= end) {
      long eight = (long) LONG.get(buffer, i);
      if (!areDigits(eight)) {
        break;
      }
      number = number * 100_000_000 + toNumber(eight);
      i += Long.BYTES;
    }
    while (i < end && isDigit(buffer[i])) {
      number = number * 10 + (buffer[i] - '0');
      i++;
    }
    int count = i - digits;
    // 19 digits may be too many; they are so if the sign bit is set, as 20 would be needed for
    // more.
    boolean fits = count <= DIGITS_OF_LONG || (count == DIGITS_OF_LONG + 1 && number >= 0);
    if (count == 0 || !fits || (count > 1 && buffer[digits] == '0') || !endsNumber(i)) {
      return NOT_PLAIN;
    }
    reading.setWhole(field, negative ? -number : number);
    return i;
  }

  /** A value that is a number; also that of a field nobody asked for, to check it. */
  private int scanReal(int position) {
    int i = position;
    boolean negative = buffer[i] == '-';
    if (negative) {
      i++;
    }
    int integer = i;
    long mantissa = 0;
    while (i < end && isDigit(buffer[i])) {
      mantissa = mantissa * 10 + (buffer[i] - '0');
      i++;
    }
    int integerDigits = i - integer;
    if (integerDigits == 0 || (integerDigits > 1 && buffer[integer] == '0')) {
      return NOT_PLAIN;
    }
    int digits = integerDigits;
    int exponent = 0;
    if (i < end && buffer[i] == '.') {
      int fraction = ++i;
      while (i + Long.BYTES <= end) {
        long eight = (long) LONG.get(buffer, i);
        if (!areDigits(eight)) {
          break;
        }
        mantissa = mantissa * 100_000_000 + toNumber(eight);
        i += Long.BYTES;
      }
      while (i < end && isDigit(buffer[i])) {
        mantissa = mantissa * 10 + (buffer[i] - '0');
        i++;
      }
      exponent = fraction - i;
      if (exponent == 0) {
        return NOT_PLAIN;
      }
      digits -= exponent;
    }
    if (i < end && (buffer[i] | 0x20) == 'e') {
      i++;
      boolean small = i < end && buffer[i] == '-';
      if (small || (i < end && buffer[i] == '+')) {
        i++;
      }
      int first = i;
      int power = 0;
      while (i < end && isDigit(buffer[i])) {
        power = Math.min(power * 10 + (buffer[i] - '0'), 1 << 20);
        i++;
      }
      if (i == first) {
        return NOT_PLAIN;
      }
      exponent += small ? -power : power;
    }
    if (!endsNumber(i)) {
      return NOT_PLAIN;
    }
    double number;
    if (digits <= DIGITS_OF_LONG
        && mantissa <= EXACT_MANTISSA
        && Math.abs(exponent) < EXACT_POWERS.length) {
      // Both are exact, so the one operation rounds correctly (Clinger 1990).
      double exact = mantissa;
      number = exponent < 0 ? exact / EXACT_POWERS[-exponent] : exact * EXACT_POWERS[exponent];
      number = negative ? -number : number;
    } else {
      number =
          NumberInput.parseDouble(new String(buffer, position, i - position, ISO_8859_1), true);
      if (Double.isInfinite(number)) {
        return NOT_PLAIN;
      }
    }
    if (field != UNKNOWN) {
      reading.setReal(field, number);
    }
    return i;
  }

  /** Whether what stands here cannot belong to a number before it. */
  private boolean endsNumber(int position) {
    if (position == end) {
      return false;
    }
    byte next = buffer[position];
    return next == ',' || next == '}' || next == ']' || isSpace(next);
  }

  private boolean startsWith(byte[] word, int position) {
    int length = word.length;
    if (position + length > end) {
      return false;
    }
    if (length < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        if (buffer[position + i] != word[i]) {
          return false;
        }
      }
      return true;
    }
    // Eight bytes at a time; the last eight may overlap those before.
    for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
      if ((long) LONG.get(buffer, position + i) != (long) LONG.get(word, i)) {
        return false;
      }
    }
    int last = length - Long.BYTES;
    return (long) LONG.get(buffer, position + last) == (long) LONG.get(word, last);
  }

  private int skipSpace(int position) {
    int i = position;
    while (i < end && isSpace(buffer[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte one) {
    return one <= ' ' && (one == ' ' || one == '\t' || one == '\n' || one == '\r');
  }

  private static boolean isDigit(byte one) {
    return one >= '0' && one <= '9';
  }

  /** Whether eight bytes are eight digits. */
  private static boolean areDigits(long eight) {
    return ((eight & 0xF0F0_F0F0_F0F0_F0F0L)
            | (((eight + 0x0606_0606_0606_0606L) & 0xF0F0_F0F0_F0F0_F0F0L) >>> 4))
        == 0x3333_3333_3333_3333L;
  }

  /** The number that eight digits are, the first of them in the lowest byte. */
  private static long toNumber(long eightDigits) {
    long pairs = eightDigits - 0x3030_3030_3030_3030L;
    pairs = pairs * 10 + (pairs >>> 8);
    return ((pairs & 0x0000_00FF_0000_00FFL) * 0x000F_4240_0000_0064L
            + ((pairs >>> 16) & 0x0000_00FF_0000_00FFL) * 0x0000_2710_0000_0001L)
        >>> 32;
  }

  /** A text, and how it stands in a line, quotes included. */
  private static final class KnownText {
    private static final KnownText NONE = new KnownText(new byte[0], "");

    private final byte[] quoted;
    private final String text;

    KnownText(byte[] quoted, String text) {
      this.quoted = quoted;
      this.text = text;
    }
  }

  /** One object for texts that come again; direct-mapped, so that many texts take no more room. */
  private KnownText known(int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + buffer[i];
    }
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    KnownText known = slots[slot];
    if (known != null && Arrays.equals(known.quoted, 0, known.quoted.length, buffer, from, to)) {
      return known;
    }
    byte[] quoted = Arrays.copyOfRange(buffer, from, to);
    KnownText fresh = new KnownText(quoted, new String(quoted, 1, quoted.length - 2, UTF_8));
    if (quoted.length <= MAX_KEPT) {
      slots[slot] = fresh;
    }
    return fresh;
  }
}
