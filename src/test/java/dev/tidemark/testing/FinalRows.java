package dev.tidemark.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The final rows of a stream, by the rules of {@code docs/semantics.md} (Refinement): counts only
 * grow, a session is superseded by one whose window contains it, and of an activity's changes the
 * last one counts.
 */
public final class FinalRows {
  private static final String THE_ONLY_PANE =
      "{\"timing\":\"ON_TIME\",\"index\":0,\"is_last\":true}";

  private FinalRows() {}

  /** Rows of a shipped pipeline's sink of results. */
  public static List<JsonNode> of(String pipeline, List<JsonNode> rows) {
    List<JsonNode> answers = new ArrayList<>(last(rows));
    if (pipeline.equals("late-data")) {
      // In batch its rows say so too.
      answers.replaceAll(row -> withPane((ObjectNode) row));
    }
    return answers;
  }

  private static Collection<JsonNode> last(List<JsonNode> rows) {
    List<JsonNode> plain = rows.stream().map(FinalRows::withoutPane).distinct().toList();
    if (plain.isEmpty()) {
      return plain;
    }
    JsonNode first = plain.get(0);
    if (first.has("window_start") && first.has("activities")) {
      return plain.stream()
          .filter(row -> plain.stream().noneMatch(o -> supersedes(o, row)))
          .toList();
    }
    if (first.has("activity")) {
      return greatest(plain, List.of("User"), List.of("start", "end"));
    }
    boolean counts = first.has("count") && (first.has("window_start") || first.size() == 2);
    return counts
        ? greatest(plain, List.of("window_start", "window_end", "User"), List.of("count"))
        : plain;
  }

  private static JsonNode withoutPane(JsonNode row) {
    return ((ObjectNode) row.deepCopy()).without("pane");
  }

  private static JsonNode withPane(ObjectNode row) {
    try {
      return row.set("pane", new ObjectMapper().readTree(THE_ONLY_PANE));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a session of the same user holds another one, and more. */
  private static boolean supersedes(JsonNode session, JsonNode other) {
    boolean contains =
        session.get("User").equals(other.get("User"))
            && text(session, "window_start").compareTo(text(other, "window_start")) <= 0
            && text(session, "window_end").compareTo(text(other, "window_end")) >= 0;
    return contains && session.get("count").longValue() > other.get("count").longValue();
  }

  private static Collection<JsonNode> greatest(
      List<JsonNode> rows, List<String> key, List<String> by) {
    Map<String, JsonNode> greatest = new HashMap<>();
    for (JsonNode row : rows) {
      greatest.merge(texts(row, key), row, (a, b) -> compare(a, b, by) >= 0 ? a : b);
    }
    return greatest.values();
  }

  private static int compare(JsonNode a, JsonNode b, List<String> by) {
    for (String field : by) {
      int order =
          a.get(field).isNumber()
              ? Long.compare(a.get(field).longValue(), b.get(field).longValue())
              : text(a, field).compareTo(text(b, field));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static String texts(JsonNode row, List<String> fields) {
    return fields.stream().map(row::path).toList().toString();
  }

  private static String text(JsonNode row, String field) {
    return row.get(field).textValue();
  }
}
