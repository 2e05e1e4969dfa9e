package dev.tidemark.machine;

import dev.tidemark.model.DuplicateReading.First;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the readings that were kept, one after another, or reads them again. There may be hundreds
 * of thousands, so each text is written once, each combination of types once, and whole numbers as
 * differences: from the reading before, or from the moment where that is nearer.
 */
final class FirstFormat {
  private static final char ABSENT = '-';
  private static final char TEXT = 't';
  private static final char WHOLE = 'w';
  private static final char NEAR_MOMENT = 'm';
  private static final char REAL = 'r';
  private static final char FALSE = '0';
  private static final char TRUE = '1';

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** By the place of a value, the whole number there of the reading before. */
  private final Map<Integer, Long> before = new HashMap<>();

  /**
   * Writes a reading.
   *
   * @param micros its moment, microseconds since 1970
   */
  void write(First first, long micros, DataOutput out) throws IOException {
    StringBuilder types = new StringBuilder();
    for (int place = 0; place < first.values().size(); place++) {
      types.append(type(first.values().get(place), place, micros));
    }
    writeShared(types.toString(), out);
    for (int place = 0; place < first.values().size(); place++) {
      if (first.values().get(place).isPresent()) {
        write(types.charAt(place), first.values().get(place).get(), place, micros, out);
      }
    }
  }

  /** Reads what {@link #write} wrote of the same moment. */
  First read(long micros, DataInput in) throws IOException {
    String types = readShared(in);
    List<Optional<Comparable<?>>> values = new ArrayList<>(types.length());
    for (int place = 0; place < types.length(); place++) {
      values.add(read(types.charAt(place), place, micros, in));
    }
    return new First(values);
  }

  private char type(Optional<Comparable<?>> value, int place, long micros) {
    if (value.isEmpty()) {
      return ABSENT;
    }
    if (value.get() instanceof Long number) {
      long fromBefore = Math.abs(number - before.getOrDefault(place, 0L));
      return Math.abs(number - micros * 1000) < fromBefore ? NEAR_MOMENT : WHOLE;
    }
    if (value.get() instanceof Boolean flag) {
      return flag ? TRUE : FALSE;
    }
    return value.get() instanceof String ? TEXT : REAL;
  }

  private void write(char type, Comparable<?> value, int place, long micros, DataOutput out)
      throws IOException {
    switch (type) {
      case WHOLE -> StateFormat.writeSigned((Long) value - before.getOrDefault(place, 0L), out);
      case NEAR_MOMENT -> StateFormat.writeSigned((Long) value - micros * 1000, out);
      case TEXT -> writeShared((String) value, out);
      case REAL -> out.writeDouble((Double) value);
      default -> {
        // The type says which it is.
      }
    }
    if (value instanceof Long number) {
      before.put(place, number);
    }
  }

  private Optional<Comparable<?>> read(char type, int place, long micros, DataInput in)
      throws IOException {
    return switch (type) {
      case WHOLE -> whole(before.getOrDefault(place, 0L) + StateFormat.readSigned(in), place);
      case NEAR_MOMENT -> whole(micros * 1000 + StateFormat.readSigned(in), place);
      case TEXT -> Optional.of(readShared(in));
      case REAL -> Optional.of(in.readDouble());
      case FALSE -> Optional.of(false);
      case TRUE -> Optional.of(true);
      default -> Optional.empty();
    };
  }

  private Optional<Comparable<?>> whole(long number, int place) {
    before.put(place, number);
    return Optional.of(number);
  }

  private void writeShared(String text, DataOutput out) throws IOException {
    int number = numbers.getOrDefault(text, numbers.size());
    StateFormat.writeNumber(number, out);
    if (numbers.putIfAbsent(text, number) == null) {
      StateFormat.writeText(text, out);
    }
  }

  private String readShared(DataInput in) throws IOException {
    int number = (int) StateFormat.readNumber(in);
    if (number == texts.size()) {
      texts.add(StateFormat.readText(in));
    }
    return texts.get(number);
  }
}
