package dev.tidemark.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The final rows of a stream, by the rules of {@code docs/semantics.md} (Refinement): counts only
 * grow, a session is superseded by one whose window contains it, and of an activity's changes the
 * last one counts.
 */
public final class FinalRows {
  private static final String THE_ONLY_PANE =
      "{\"timing\":\"ON_TIME\",\"index\":0,\"is_last\":true}";

  /** The fields that rows are grouped by, where they have them. */
  private static final List<String> KEYS =
      List.of(
          "User", "Device", "Model", "gt", "station", "vehicle", "machine", "bidder", "auction");

  private FinalRows() {}

  /** What later rows do to a row. */
  private enum RowKind {
    /** A Combine's: replaced by a later one of its window, or of a session that contains it. */
    COMBINED,
    /** A change of a key's activity: the last one is the key's state. */
    CHANGE,
    /** Any other: never replaced. */
    ANSWER;

    static RowKind of(JsonNode row) {
      return row.has("pane") ? COMBINED : row.has("activity") ? CHANGE : ANSWER;
    }
  }

  /** Returns the answers among the rows of a sink of results. */
  public static List<JsonNode> of(String pipeline, List<JsonNode> rows) {
    List<JsonNode> answers = new ArrayList<>();
    byKindAndKey(rows)
        .forEach(
            (kind, byKey) ->
                byKey
                    .values()
                    .forEach(
                        ofKey ->
                            answers.addAll(
                                switch (kind) {
                                  case COMBINED -> lastPanes(ofKey);
                                  case CHANGE -> List.of(lastChange(ofKey));
                                  case ANSWER -> ofKey;
                                })));
    if (pipeline.equals("late-data")) {
      // In batch its rows say so too.
      answers.replaceAll(row -> withPane((ObjectNode) row));
    }
    return answers;
  }

  private static Map<RowKind, Map<String, List<JsonNode>>> byKindAndKey(List<JsonNode> rows) {
    Map<RowKind, Map<String, List<JsonNode>>> groups = new HashMap<>();
    for (JsonNode row : rows) {
      groups
          .computeIfAbsent(RowKind.of(row), fresh -> new LinkedHashMap<>())
          .computeIfAbsent(keyOf(row), fresh -> new ArrayList<>())
          .add(row);
    }
    return groups;
  }

  /** An absent key, a null and an empty text are three keys. */
  private static String keyOf(JsonNode row) {
    return KEYS.stream().map(row::path).filter(JsonNode::isValueNode).toList().toString();
  }

  private static Collection<JsonNode> lastPanes(List<JsonNode> ofKey) {
    List<JsonNode> panes = ofKey.stream().map(FinalRows::withoutPane).distinct().toList();
    return IntStream.range(0, panes.size())
        .filter(i -> IntStream.range(0, panes.size()).noneMatch(j -> replaces(j, i, panes)))
        .mapToObj(panes::get)
        .toList();
  }

  /** Counts only grow; where rows have none, the order in which they were written decides. */
  private static boolean replaces(int other, int pane, List<JsonNode> panes) {
    JsonNode one = panes.get(other);
    JsonNode row = panes.get(pane);
    boolean contains =
        text(one, "window_start").compareTo(text(row, "window_start")) <= 0
            && text(one, "window_end").compareTo(text(row, "window_end")) >= 0;
    return contains
        && (row.has("count")
            ? one.get("count").longValue() > row.get("count").longValue()
            : other > pane);
  }

  private static JsonNode lastChange(List<JsonNode> ofKey) {
    return ofKey.stream().reduce((a, b) -> isAfter(b, a) ? b : a).orElseThrow();
  }

  private static boolean isAfter(JsonNode change, JsonNode other) {
    int order = text(change, "start").compareTo(text(other, "start"));
    return order == 0 ? text(change, "end").compareTo(text(other, "end")) > 0 : order > 0;
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

  private static String text(JsonNode row, String field) {
    return row.path(field).asText();
  }
}
