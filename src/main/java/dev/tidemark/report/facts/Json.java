package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the files of a run, also those of a version with other fields. Trees are read by hand:
 * binding them to records costs a run at its end more than its page.
 */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** What an array holds; nothing if it is something else. */
  static <T> List<T> list(JsonNode array, Function<JsonNode, T> item) {
    List<T> list = new ArrayList<>();
    if (array.isArray()) {
      array.forEach(each -> list.add(item.apply(each)));
    }
    return list;
  }

  /** What an object holds, in its order. */
  static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    object.fields().forEachRemaining(it -> map.put(it.getKey(), value.apply(it.getValue())));
    return map;
  }

  /** Those arrays of an array that hold so many numbers. */
  static List<long[]> numbers(JsonNode array, int size) {
    List<long[]> rows = new ArrayList<>();
    for (JsonNode row : array) {
      if (row.isArray() && row.size() == size) {
        long[] numbers = new long[size];
        for (int i = 0; i < size; i++) {
          numbers[i] = row.get(i).asLong();
        }
        rows.add(numbers);
      }
    }
    return rows;
  }

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
