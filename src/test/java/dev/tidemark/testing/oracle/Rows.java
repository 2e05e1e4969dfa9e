package dev.tidemark.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/** Compares rows as multisets: the order of fields and of rows is free, the values are not. */
public final class Rows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Rows() {}

  /** Parses rows of JSON, written with single quotes so that they read well in Java. */
  public static List<JsonNode> of(String... rows) throws JsonProcessingException {
    List<JsonNode> parsed = new ArrayList<>();
    for (String row : rows) {
      parsed.add(JSON.readTree(row.replace('\'', '"')));
    }
    return parsed;
  }

  /** Fails, naming the rows that are missing and those that should not be there. */
  public static void assertSame(
      String what, Collection<JsonNode> actual, Collection<JsonNode> expected) {
    List<String> missing = texts(expected);
    List<String> surplus = new ArrayList<>();
    List<String> left = texts(actual);
    // Both are sorted: one walk over the two finds what they do not share.
    int next = 0;
    List<String> unmatched = new ArrayList<>();
    for (String row : missing) {
      while (next < left.size() && left.get(next).compareTo(row) < 0) {
        surplus.add(left.get(next++));
      }
      if (next < left.size() && left.get(next).equals(row)) {
        next++;
      } else {
        unmatched.add(row);
      }
    }
    surplus.addAll(left.subList(next, left.size()));
    assertThat(new Difference(unmatched, surplus))
        .as(what)
        .isEqualTo(new Difference(List.of(), List.of()));
  }

  private record Difference(List<String> missing, List<String> surplus) {
    @Override
    public String toString() {
      return missing.size()
          + " rows missing: "
          + missing.stream().limit(5).toList()
          + ", "
          + surplus.size()
          + " rows too many: "
          + surplus.stream().limit(5).toList();
    }
  }

  private static List<String> texts(Collection<JsonNode> rows) {
    return rows.stream().map(Rows::text).sorted().toList();
  }

  /** Equal exactly for equal values: fields by name, doubles to the last bit. */
  static String text(JsonNode node) {
    StringBuilder text = new StringBuilder();
    if (node.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      node.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> text.append(' ').append(name).append('=').append(text(node.get(name))));
      return "{" + text + " }";
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false).map(Rows::text).toList().toString();
    }
    return node.isFloatingPointNumber() ? Double.toString(node.doubleValue()) : node.toString();
  }
}
