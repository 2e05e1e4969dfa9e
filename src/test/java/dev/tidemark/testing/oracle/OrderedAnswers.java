package dev.tidemark.testing.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The answers of the steps in event-time order except alerts, over sorted readings. */
final class OrderedAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long GAP_NANOS = 5_000_000_000L;

  private OrderedAnswers() {}

  /** The last activity of each user: the last stretch of one label, with its bounds. */
  static List<JsonNode> activityState(List<Datum> sorted) {
    List<JsonNode> rows = new ArrayList<>();
    for (List<Datum> ofUser : by(Datum::user, sorted).values()) {
      Datum first = null;
      Datum last = null;
      for (Datum datum : ofUser) {
        if (datum.gt().isEmpty()) {
          continue;
        }
        boolean another = first == null || !datum.gt().equals(first.gt());
        // Of readings at the same time the first label stays.
        if (another && (last == null || datum.creation() > last.creation())) {
          first = datum;
        }
        if (datum.gt().equals(first.gt())) {
          last = datum;
        }
      }
      if (first != null) {
        rows.add(
            JSON.createObjectNode()
                .put("User", first.user())
                .put("activity", first.gt().orElseThrow())
                .put("start", Oracle.eventTime(first.creation()))
                .put("end", Oracle.eventTime(last.creation())));
      }
    }
    return rows;
  }

  /** Each 500 readings with x of a device. */
  static List<JsonNode> countWindows(List<Datum> sorted) {
    List<JsonNode> rows = new ArrayList<>();
    by(Datum::device, sorted)
        .forEach(
            (device, all) -> {
              List<Datum> withX = all.stream().filter(datum -> datum.x().isPresent()).toList();
              for (int window = 0; (window + 1) * 500 <= withX.size(); window++) {
                List<Datum> part = withX.subList(window * 500, (window + 1) * 500);
                rows.add(
                    JSON.createObjectNode()
                        .put("Device", device)
                        .put("window", (long) window)
                        .put("count", 500L)
                        .put("mean_x", meanX(part))
                        .put("start", Oracle.eventTime(part.get(0).creation()))
                        .put("end", Oracle.eventTime(part.get(499).creation())));
              }
            });
    return rows;
  }

  /** Sessions of readings with x, closed at 1001 of them. */
  static List<JsonNode> cappedSessions(List<Datum> sorted) {
    List<JsonNode> rows = new ArrayList<>();
    for (List<Datum> ofUser : by(Datum::user, sorted).values()) {
      List<Datum> withX = ofUser.stream().filter(datum -> datum.x().isPresent()).toList();
      int start = 0;
      for (int next = 1; next <= withX.size(); next++) {
        boolean end = next == withX.size();
        boolean full = next - start == 1001;
        boolean gap =
            !end && withX.get(next).creation() - withX.get(next - 1).creation() >= GAP_NANOS;
        if (full || gap || end) {
          rows.add(cappedSession(withX.subList(start, next), full ? "count" : end ? "end" : "gap"));
          start = next;
        }
      }
    }
    return rows;
  }

  /** The predecessor of each session but a user's first. */
  static List<JsonNode> nextSession(List<Datum> sorted) {
    List<JsonNode> rows = new ArrayList<>();
    for (List<Datum> ofUser : by(Datum::user, sorted).values()) {
      int start = 0;
      for (int next = 1; next < ofUser.size(); next++) {
        if (ofUser.get(next).creation() - ofUser.get(next - 1).creation() >= GAP_NANOS) {
          rows.add(next(ofUser.subList(start, next), ofUser.get(next)));
          start = next;
        }
      }
    }
    return rows;
  }

  private static JsonNode cappedSession(List<Datum> session, String closedBy) {
    Set<String> activities = new LinkedHashSet<>();
    session.forEach(datum -> datum.gt().ifPresent(activities::add));
    ObjectNode row =
        JSON.createObjectNode()
            .put("User", session.get(0).user())
            .put("start", Oracle.eventTime(session.get(0).creation()))
            .put("end", Oracle.eventTime(session.get(session.size() - 1).creation()))
            .put("count", (long) session.size());
    ArrayNode array = row.putArray("activities");
    activities.forEach(array::add);
    return row.put("mean_x", meanX(session)).put("closed_by", closedBy);
  }

  private static JsonNode next(List<Datum> session, Datum first) {
    Map<String, Long> counts = new TreeMap<>();
    session.forEach(datum -> datum.gt().ifPresent(gt -> counts.merge(gt, 1L, Long::sum)));
    ObjectNode row =
        JSON.createObjectNode()
            .put("User", first.user())
            .put("session_start", Oracle.eventTime(first.creation()));
    ObjectNode previous =
        row.putObject("previous")
            .put("start", Oracle.eventTime(session.get(0).creation()))
            .put("end", Oracle.eventTime(session.get(session.size() - 1).creation()))
            .put("count", (long) session.size());
    ObjectNode activities = previous.putObject("activities");
    counts.forEach(activities::put);
    // Already sorted by name: the first of the largest is the first by name.
    String recommended =
        counts.keySet().stream()
            .filter(label -> !label.equals("null"))
            .sorted(Comparator.comparing((String label) -> -counts.get(label)))
            .findFirst()
            .orElse(null);
    return row.put("recommended", recommended);
  }

  private static double meanX(List<Datum> data) {
    BigDecimal sum =
        data.stream()
            .map(datum -> new BigDecimal(datum.x().orElseThrow()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Double.parseDouble(sum.toString()) / data.size();
  }

  private static Map<String, List<Datum>> by(Function<Datum, String> key, List<Datum> data) {
    Map<String, List<Datum>> groups = new TreeMap<>();
    for (Datum datum : data) {
      groups.computeIfAbsent(key.apply(datum), any -> new ArrayList<>()).add(datum);
    }
    return groups;
  }
}
