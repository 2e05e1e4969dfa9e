package dev.tidemark.format.json;

import static dev.tidemark.format.json.NumberScanner.NOT_PLAIN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Scans JSON lines in their plain form: one object whose values are texts without escapes, numbers,
 * booleans, nulls, and objects and arrays of these. It accepts only what Jackson accepts, with the
 * same values; it leaves everything else, right or wrong, to Jackson. Not thread-safe.
 *
 * <p>Lines of one source look alike, so each is first expected to have the {@link LineShape} of one
 * before it, and each name to follow the one that it followed before.
 */
public final class PlainLineScanner {
  private static final int UNKNOWN = LineShape.UNKNOWN;

  /** An object of which nobody asked for anything. */
  private static final Node EMPTY = new Node(FieldTree.of(ReadingSchema.EMPTY));

  /** Deeper values are left to Jackson, as this class scans them by recursion. */
  private static final int MAX_DEPTH = 64;

  /** So many lines in a row that have another shape than was expected give a new one. */
  private static final int OTHERS_UNTIL_NEW_SHAPE = 2;

  private final Node root;

  /** Of lines that are scanned by name. */
  private final ValueScanner values;

  /** Of lines whose shape is known: only those that are needed. */
  private final ValueScanner needed;

  /** By the position of a field, whether a reading must have it. */
  private final boolean[] required;

  private final LineShape.Builder noted = new LineShape.Builder();
  private Optional<LineShape> shape = Optional.empty();
  private int others;

  private ReadingColumnsBuilder reading;
  private byte[] buffer;
  private int end;

  /** Counts lines, to know which names came in this one already. */
  private long lines;

  /** The entry whose name was read last. */
  private int entry;

  /** The names in an object. */
  private static final class Node {
    /** Each name as it mostly stands in a line: {@code "name":}. */
    private final BytePattern[] keys;

    /** Each name in its quotes. */
    private final byte[][] names;

    /** The field of each name; {@link #UNKNOWN} where it is that of an object. */
    private final int[] fields;

    /** The object of each name; null where it is that of a field. */
    private final Node[] objects;

    /** All fields in the object of each name. */
    private final int[][] inside;

    /** The last line with each name. */
    private final long[] lines;

    /** Which name came after each one when that was seen last; the last entry is for the first. */
    private final int[] following;

    Node(FieldTree tree) {
      // A line with one of the other names has escapes, so it is not plain.
      Map<String, FieldTree.Entry> entries = new LinkedHashMap<>(tree.entries());
      entries.keySet().removeIf(name -> !isPlain(name));
      int count = entries.size();
      names =
          entries.keySet().stream()
              .map(name -> ('"' + name + '"').getBytes(UTF_8))
              .toArray(byte[][]::new);
      keys =
          entries.keySet().stream()
              .map(name -> new BytePattern(('"' + name + "\":").getBytes(UTF_8)))
              .toArray(BytePattern[]::new);
      fields = new int[count];
      objects = new Node[count];
      inside = new int[count][];
      lines = new long[count];
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

  /**
   * Scans for the fields of a schema; every other field is checked and left out.
   *
   * @param needed the fields whose values are wanted; others may be left out once they are checked
   */
  public PlainLineScanner(ReadingSchema schema, Predicate<Field> needed) {
    root = new Node(FieldTree.of(schema));
    values = new ValueScanner(schema, field -> true);
    this.needed = new ValueScanner(schema, needed);
    required = new boolean[schema.fields().size()];
    for (Field field : schema.fields()) {
      required[field.position()] = field.isRequired();
    }
  }

  /**
   * Scans the line at {@code line[start, end)}; what lies beyond does not matter.
   *
   * @param target receives the values of the reading that it has begun
   * @return whether the line is plain and a reading; if not, the values are meaningless
   */
  public boolean scan(byte[] line, int start, int end, ReadingColumnsBuilder target) {
    if (shape.isPresent()) {
      if (shape.get().scan(line, start, end, target)) {
        others = 0;
        return true;
      }
      target.clear();
    }
    this.reading = target;
    this.buffer = line;
    this.end = end;
    if (!scanByName(start) || !hasRequired()) {
      return false;
    }
    others++;
    if (noted.isSimple() && (shape.isEmpty() || others >= OTHERS_UNTIL_NEW_SHAPE)) {
      shape = Optional.of(noted.build(line, start, end, required, needed));
      others = 0;
    }
    return true;
  }

  private boolean scanByName(int start) {
    lines++;
    noted.begin();
    int position = skipSpace(start);
    if (position == end || buffer[position] != '{') {
      return false;
    }
    int after = object(root, position, 0);
    return after != NOT_PLAIN && skipSpace(after) == end;
  }

  private boolean hasRequired() {
    for (int field = 0; field < required.length; field++) {
      if (required[field] && !reading.isPresent(field)) {
        return false;
      }
    }
    return true;
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
    if (node.keys.length > 0 && node.keys[expected].isAt(buffer, position, end)) {
      entry = expected;
      return position + node.keys[expected].length();
    }
    int after = TextScanner.skip(buffer, position, end);
    if (after == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    entry = entryNamed(node, position, after);
    if (entry != UNKNOWN) {
      node.following[before] = entry;
    }
    int colon = skipSpace(after);
    return colon < end && buffer[colon] == ':' ? colon + 1 : NOT_PLAIN;
  }

  private int entryNamed(Node node, int from, int to) {
    for (int i = 0; i < node.names.length; i++) {
      if (Arrays.equals(node.names[i], 0, node.names[i].length, buffer, from, to)) {
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
    if (node.lines[found] == lines) {
      noted.addRepeated();
    }
    node.lines[found] = lines;
    int field = node.fields[found];
    if (field == UNKNOWN) {
      return objectOfFields(node, found, position, depth);
    }
    int after = values.scan(field, buffer, position, end, reading);
    noted.add(field, position, after);
    return after;
  }

  /** An object with fields, which replaces one of the same name before it; or null. */
  private int objectOfFields(Node node, int found, int position, int depth) {
    for (int each : node.inside[found]) {
      reading.clear(each);
    }
    if (buffer[position] == 'n') {
      return values.scanNull(buffer, position, end);
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
    return switch (buffer[position]) {
      case '{' ->
          isEmpty(position, '}') ? skipSpace(position + 1) + 1 : object(EMPTY, position, depth + 1);
      case '[' -> array(position, depth + 1);
      default -> {
        int after = values.skip(buffer, position, end);
        noted.add(UNKNOWN, position, after);
        yield after;
      }
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

  private int skipSpace(int position) {
    int i = position;
    while (i < end && isSpace(buffer[i])) {
      i++;
    }
    return i;
  }

  static boolean isSpace(byte one) {
    return one <= ' ' && (one == ' ' || one == '\t' || one == '\n' || one == '\r');
  }
}
