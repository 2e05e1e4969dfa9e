package dev.tidemark.format.json;

import static dev.tidemark.format.json.NumberScanner.NOT_PLAIN;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import dev.tidemark.schema.ReadingSchema;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Scans values that are no objects or arrays, into the columns of their fields. Each method returns
 * the position after the value, or {@link NumberScanner#NOT_PLAIN} where another form stands. Not
 * thread-safe.
 */
final class ValueScanner {
  private static final BytePattern TRUE = new BytePattern("true".getBytes(ISO_8859_1));
  private static final BytePattern FALSE = new BytePattern("false".getBytes(ISO_8859_1));
  private static final BytePattern NULL = new BytePattern("null".getBytes(ISO_8859_1));

  /** By the position of a field. */
  private final Field.Type[] types;

  private final Unit[] units;
  private final boolean[] needed;
  private final NumberScanner numbers = new NumberScanner();
  private final TextScanner texts;

  /**
   * Creates a scanner.
   *
   * @param needed the fields whose values are wanted: of others {@link #scan} may only check them
   */
  ValueScanner(ReadingSchema schema, Predicate<Field> needed) {
    List<Field> fields = schema.fields();
    this.needed = new boolean[fields.size()];
    fields.forEach(field -> this.needed[field.position()] = needed.test(field));
    types = fields.stream().map(Field::type).toArray(Field.Type[]::new);
    units = fields.stream().map(Field::unit).toArray(Unit[]::new);
    texts = new TextScanner(fields.size());
  }

  boolean isText(int field) {
    return types[field] == Field.Type.TEXT;
  }

  /** Whether the values of a field are wanted. */
  boolean isNeeded(int field) {
    return needed[field];
  }

  /** The text of a field that was scanned last. */
  String text(int field) {
    return texts.text(field);
  }

  /** Scans the value of a field that starts at {@code position}, which lies before the end. */
  int scan(int field, byte[] line, int position, int end, ReadingColumnsBuilder target) {
    if (line[position] == 'n') {
      target.clear(field);
      return scanNull(line, position, end);
    }
    return switch (types[field]) {
      case WHOLE -> {
        int after = numbers.scanWhole(line, position, end);
        if (after == NOT_PLAIN || !units[field].holds(numbers.whole())) {
          yield NOT_PLAIN;
        }
        if (needed[field]) {
          target.setWhole(field, numbers.whole());
        }
        yield after;
      }
      case REAL -> {
        if (!needed[field]) {
          yield numbers.skipReal(line, position, end);
        }
        int after = numbers.scanReal(line, position, end);
        if (after != NOT_PLAIN) {
          target.setReal(field, numbers.real());
        }
        yield after;
      }
      case TEXT -> {
        int after = texts.scan(field, line, position, end);
        if (after != NOT_PLAIN && needed[field]) {
          target.setText(field, texts.text(field));
        }
        yield after;
      }
      case BOOLEAN -> {
        boolean isTrue = line[position] == 't';
        target.setFlag(field, isTrue);
        yield literal(isTrue ? TRUE : FALSE, line, position, end);
      }
      case INSTANT ->
          units[field] == Unit.NONE
              ? scanIso(field, line, position, end, target)
              : scanDecimal(field, line, position, end, target);
    };
  }

  /** Checks a value that nobody asked for; {@code position} lies before the end. */
  int skip(byte[] line, int position, int end) {
    return switch (line[position]) {
      case '"' -> TextScanner.skip(line, position, end);
      case 't' -> literal(TRUE, line, position, end);
      case 'f' -> literal(FALSE, line, position, end);
      case 'n' -> scanNull(line, position, end);
      default -> numbers.skipReal(line, position, end);
    };
  }

  int scanNull(byte[] line, int position, int end) {
    return literal(NULL, line, position, end);
  }

  private int scanIso(int field, byte[] line, int position, int end, ReadingColumnsBuilder target) {
    int after = TextScanner.skip(line, position, end);
    if (after == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    long nanos = Instants.plainIso(line, position + 1, after - 1);
    if (nanos == Instants.NONE) {
      return NOT_PLAIN;
    }
    target.setWhole(field, nanos);
    return after;
  }

  private int scanDecimal(
      int field, byte[] line, int position, int end, ReadingColumnsBuilder target) {
    int after = numbers.scanReal(line, position, end);
    if (after == NOT_PLAIN) {
      return NOT_PLAIN;
    }
    OptionalLong nanos =
        Instants.decimal(new String(line, position, after - position, ISO_8859_1), units[field]);
    if (nanos.isEmpty()) {
      return NOT_PLAIN;
    }
    target.setWhole(field, nanos.getAsLong());
    return after;
  }

  private static int literal(BytePattern word, byte[] line, int position, int end) {
    return word.isAt(line, position, end) ? position + word.length() : NOT_PLAIN;
  }
}
