package dev.tidemark.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A row that two runs do not have in common.
 *
 * @param name what names it
 * @param first as the first run has it
 * @param second as the second has it
 */
public record RowDiff(String name, Optional<String> first, Optional<String> second) {
  private static final int MAX_LENGTH = 1_000;
  private static final String NONE = "";

  /** By name. */
  static final Comparator<RowDiff> ORDER =
      Comparator.comparing(RowDiff::name)
          .thenComparing(diff -> diff.first.orElse(NONE))
          .thenComparing(diff -> diff.second.orElse(NONE));

  /** Describes it, by the names of the runs. */
  public String line(String firstRun, String secondRun) {
    if (first.isEmpty() || second.isEmpty()) {
      return "only in %s: %s"
          .formatted(
              first.isEmpty() ? secondRun : firstRun, cut(first.or(() -> second).orElseThrow()));
    }
    return cut(name + ": " + String.join(", ", differingFields()));
  }

  private List<String> differingFields() {
    JsonNode left = parsed(first.orElseThrow());
    JsonNode right = parsed(second.orElseThrow());
    TreeSet<String> names = new TreeSet<>();
    left.fieldNames().forEachRemaining(names::add);
    right.fieldNames().forEachRemaining(names::add);
    List<String> differing = new ArrayList<>();
    for (String field : names) {
      if (!left.path(field).equals(right.path(field))) {
        differing.add(
            "%s %s and %s".formatted(field, text(left.path(field)), text(right.path(field))));
      }
    }
    return differing;
  }

  private static String text(JsonNode value) {
    return value.isMissingNode() ? "nothing" : new CanonicalJson(false).text(value);
  }

  private static JsonNode parsed(String row) {
    try {
      return SinkRows.JSON.readTree(row);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer's own text is JSON", e);
    }
  }

  private static String cut(String text) {
    return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "\u2026";
  }
}
