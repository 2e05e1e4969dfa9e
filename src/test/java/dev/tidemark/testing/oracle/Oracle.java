package dev.tidemark.testing.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The rows of the shipped pipelines, computed from {@code docs/semantics.md} and {@code
 * pipelines/README.md} by sorting and brute force, without Beam and without the code under test.
 */
public final class Oracle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long MAX_DELAY = 10 * SECOND;
  private static final long GAP = 5 * SECOND;

  private final List<Datum> accepted;
  private final List<JsonNode> malformed;

  private Oracle(List<Datum> accepted, List<JsonNode> malformed) {
    this.accepted = accepted;
    this.malformed = malformed;
  }

  /** Reads the files, each once. */
  public static Oracle over(List<Path> files) {
    List<Datum> accepted = new ArrayList<>();
    List<JsonNode> malformed = new ArrayList<>();
    for (Path file : files) {
      for (OracleLine line : lines(file)) {
        Datum.of(line).ifPresentOrElse(accepted::add, () -> malformed.add(malformedRow(line)));
      }
    }
    accepted.sort(Datum.ORDER);
    return new Oracle(accepted, malformed);
  }

  public long accepted() {
    return accepted.size();
  }

  /** When a reading arrived, and how long after its event time, ms. */
  public record Arrival(String device, long arrivalMs, long delayMs) {}

  /** How each reading arrived. */
  public List<Arrival> arrivals() {
    return accepted.stream()
        .map(it -> new Arrival(it.device(), it.arrival(), it.arrival() - it.millis()))
        .toList();
  }

  /**
   * The malformed lines, each with file, offset and its text: reason and error are not predicted.
   */
  public List<JsonNode> malformed() {
    return List.copyOf(malformed);
  }

  /** What the shipped pipeline of that name must answer. */
  public Answers answersOf(String pipeline) {
    return switch (pipeline) {
      case "tumbling-counts" -> results(counts(accepted, 10 * MINUTE, 10 * MINUTE));
      case "tumbling-counts-by-user" -> tumblingByUser(OptionalLong.empty());
      case "sliding-counts" -> results(counts(accepted, 10 * MINUTE, 5 * MINUTE));
      case "deduplicated-counts" -> deduplicatedCounts();
      case "sessions" -> sessionsOf(OptionalLong.empty());
      case "session-alerts" -> sessionAlerts(500);
      case "activity-monitor" -> activityMonitor();
      case "late-data" -> lateData();
      case "activity-state" -> inOrder(accepted, OrderedAnswers::activityState);
      case "count-windows" -> inOrder(withX(accepted), OrderedAnswers::countWindows);
      case "capped-sessions" -> inOrder(withX(accepted), OrderedAnswers::cappedSessions);
      case "next-session" -> inOrder(accepted, OrderedAnswers::nextSession);
      default -> throw new IllegalArgumentException("no pipeline " + pipeline);
    };
  }

  /** Counts by user in windows of ten minutes with the given allowed lateness. */
  public Answers tumblingByUser(OptionalLong allowedLatenessMillis) {
    List<JsonNode> late = new ArrayList<>();
    List<JsonNode> rows = countsByUser(accepted, allowedLatenessMillis, late);
    return new Answers(withLate("results", rows, allowedLatenessMillis, late), 0);
  }

  /** Sessions by user of the readings with x, with the given allowed lateness. */
  public Answers sessionsOf(OptionalLong allowedLatenessMillis) {
    List<JsonNode> late = new ArrayList<>();
    List<JsonNode> rows = sessions(withX(accepted), allowedLatenessMillis, late);
    return new Answers(withLate("results", rows, allowedLatenessMillis, late), 0);
  }

  /** Different readings by user. */
  public Answers deduplicatedCounts() {
    List<JsonNode> late = new ArrayList<>();
    List<Datum> inTime = inTime(accepted, 10 * MINUTE, late);
    List<JsonNode> duplicates = new ArrayList<>();
    List<Datum> distinct = distinct(inTime, duplicates);
    Map<String, Long> counts = new TreeMap<>();
    distinct.forEach(datum -> counts.merge(datum.user(), 1L, Long::sum));
    List<JsonNode> rows = new ArrayList<>();
    counts.forEach((user, count) -> rows.add(object().put("User", user).put("count", count)));
    return new Answers(
        Map.of("results", rows, "late", late, "duplicate", duplicates), duplicates.size());
  }

  /** Alerts at that many readings on stairs in one session. */
  public Answers sessionAlerts(int threshold) {
    List<JsonNode> late = new ArrayList<>();
    List<JsonNode> rows = alerts(inTime(accepted, 0, late), threshold);
    return new Answers(Map.of("results", rows, "late", late), 0);
  }

  /** Over files each window has one pane, the last. */
  private Answers lateData() {
    Answers answers = tumblingByUser(OptionalLong.of(10 * MINUTE));
    for (JsonNode row : answers.of("results")) {
      ((ObjectNode) row)
          .putObject("pane")
          .put("timing", "ON_TIME")
          .put("index", 0L)
          .put("is_last", true);
    }
    return answers;
  }

  /** A reading that a filter before the step drops is not late for it. */
  private static Answers inOrder(List<Datum> data, Function<List<Datum>, List<JsonNode>> machine) {
    List<JsonNode> late = new ArrayList<>();
    List<JsonNode> rows = machine.apply(inTime(data, 0, late));
    return new Answers(Map.of("results", rows, "late", late), 0);
  }

  private Answers activityMonitor() {
    List<JsonNode> late = new ArrayList<>();
    List<Datum> inTime = inTime(accepted, 10 * MINUTE, late);
    List<JsonNode> duplicates = new ArrayList<>();
    List<Datum> distinct = distinct(inTime, duplicates);
    OptionalLong allowedLateness = OptionalLong.of(10 * MINUTE);
    List<JsonNode> counts = countsByUser(distinct, allowedLateness, late);
    List<JsonNode> sessions = sessions(withX(distinct), allowedLateness, late);
    List<JsonNode> alerts = alerts(inTime(distinct, 0, late), 500);
    return new Answers(
        Map.of(
            "counts",
            counts,
            "sessions",
            sessions,
            "alerts",
            alerts,
            "late",
            late,
            "duplicate",
            duplicates),
        duplicates.size());
  }

  private static Answers results(List<JsonNode> rows) {
    return new Answers(Map.of("results", rows), 0);
  }

  private static Map<String, List<JsonNode>> withLate(
      String sink, List<JsonNode> rows, OptionalLong allowedLateness, List<JsonNode> late) {
    return allowedLateness.isPresent() ? Map.of(sink, rows, "late", late) : Map.of(sink, rows);
  }

  private static List<Datum> withX(List<Datum> data) {
    return data.stream().filter(datum -> datum.x().isPresent()).toList();
  }

  /** Those that a step in event-time order still accepts; the others are reported. */
  private static List<Datum> inTime(List<Datum> data, long within, List<JsonNode> late) {
    List<Datum> inTime = new ArrayList<>();
    for (Datum datum : data) {
      long lateBy = datum.arrival() - datum.millis() - MAX_DELAY - within;
      if (lateBy > 0) {
        late.add(late("behind_order", lateBy, datum));
      } else {
        inTime.add(datum);
      }
    }
    return inTime;
  }

  /**
   * The first of each user and microsecond; the data are in the total order. One that arrives later
   * than the delay does not precede one that had arrived by then. The others are reported.
   */
  private static List<Datum> distinct(List<Datum> data, List<JsonNode> duplicates) {
    Map<List<Object>, Datum> firsts = new LinkedHashMap<>();
    List<Datum> asKnown = new ArrayList<>(data);
    asKnown.sort(
        Comparator.comparingLong(datum -> Math.max(datum.millis(), datum.arrival() - MAX_DELAY)));
    for (Datum datum : asKnown) {
      Datum first = firsts.putIfAbsent(List.of(datum.user(), datum.micros()), datum);
      if (first != null) {
        ObjectNode row = object().put("reason", "duplicate");
        row.set("first", first.asRow().retain("Arrival_Time", "Creation_Time", "Device", "Index"));
        row.set("reading", datum.asRow());
        duplicates.add(row);
      }
    }
    return firsts.values().stream().sorted(Datum.ORDER).toList();
  }

  private static List<JsonNode> counts(List<Datum> data, long size, long period) {
    Map<Long, Long> counts = new TreeMap<>();
    for (Datum datum : data) {
      long first = Math.floorDiv(datum.millis() - size, period) * period;
      for (long start = first; start <= datum.millis(); start += period) {
        if (datum.millis() < start + size) {
          counts.merge(start, 1L, Long::sum);
        }
      }
    }
    List<JsonNode> rows = new ArrayList<>();
    counts.forEach((start, count) -> rows.add(window(start, start + size).put("count", count)));
    return rows;
  }

  private static List<JsonNode> countsByUser(
      List<Datum> data, OptionalLong allowedLateness, List<JsonNode> late) {
    Map<String, List<Datum>> users = new TreeMap<>();
    for (Datum datum : data) {
      long start = Math.floorDiv(datum.millis(), 10 * MINUTE) * 10 * MINUTE;
      if (!isTooLate(datum, start, start + 10 * MINUTE, allowedLateness, late)) {
        users.computeIfAbsent(datum.user(), any -> new ArrayList<>()).add(datum);
      }
    }
    List<JsonNode> rows = new ArrayList<>();
    users.forEach(
        (user, ofUser) ->
            counts(ofUser, 10 * MINUTE, 10 * MINUTE)
                .forEach(row -> rows.add(((ObjectNode) row).put("User", user))));
    return rows;
  }

  private static List<JsonNode> sessions(
      List<Datum> data, OptionalLong allowedLateness, List<JsonNode> late) {
    List<Datum> inTime =
        data.stream()
            .filter(
                datum ->
                    !isTooLate(datum, datum.millis(), datum.millis() + GAP, allowedLateness, late))
            .toList();
    return bySession(inTime, Oracle::sessionRow, Datum::millis, GAP);
  }

  private static ObjectNode sessionRow(List<Datum> session) {
    Set<String> activities = new LinkedHashSet<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (Datum datum : session) {
      datum.gt().ifPresent(activities::add);
      sum = sum.add(new BigDecimal(datum.x().orElseThrow()));
    }
    ObjectNode row =
        window(session.get(0).millis(), session.get(session.size() - 1).millis() + GAP);
    row.put("User", session.get(0).user());
    row.put("count", (long) session.size());
    ArrayNode array = row.putArray("activities");
    activities.forEach(array::add);
    // With spare digits, the conversion to double is the only rounding.
    return row.put("mean_x", Double.parseDouble(sum.toString()) / session.size());
  }

  private static List<JsonNode> alerts(List<Datum> data, int threshold) {
    return bySession(
        data,
        session -> {
          List<Datum> stairs =
              session.stream()
                  .filter(datum -> datum.gt().filter(Oracle::isStairs).isPresent())
                  .toList();
          return stairs.size() < threshold
              ? null
              : object()
                  .put("User", session.get(0).user())
                  .put("session_start", eventTime(session.get(0).creation()))
                  .put("triggered_at", eventTime(stairs.get(threshold - 1).creation()))
                  .put("count", threshold);
        },
        Datum::creation,
        GAP * 1_000_000);
  }

  private static boolean isStairs(String gt) {
    return gt.equals("stairsup") || gt.equals("stairsdown");
  }

  /** A row for each session of each user, if it gives one. */
  private static List<JsonNode> bySession(
      List<Datum> data,
      Function<List<Datum>, ObjectNode> row,
      Function<Datum, Long> time,
      long gap) {
    Map<String, List<List<Datum>>> users = new TreeMap<>();
    for (Datum datum : data) {
      List<List<Datum>> sessions = users.computeIfAbsent(datum.user(), any -> new ArrayList<>());
      List<Datum> last = sessions.isEmpty() ? List.of() : sessions.get(sessions.size() - 1);
      if (last.isEmpty() || time.apply(datum) - time.apply(last.get(last.size() - 1)) >= gap) {
        last = new ArrayList<>();
        sessions.add(last);
      }
      last.add(datum);
    }
    List<JsonNode> rows = new ArrayList<>();
    for (List<List<Datum>> sessions : users.values()) {
      for (List<Datum> session : sessions) {
        ObjectNode made = row.apply(session);
        if (made != null) {
          rows.add(made);
        }
      }
    }
    return rows;
  }

  private static boolean isTooLate(
      Datum datum, long start, long end, OptionalLong allowedLateness, List<JsonNode> late) {
    long lateBy = datum.arrival() - MAX_DELAY - end;
    if (allowedLateness.isEmpty() || lateBy < allowedLateness.getAsLong()) {
      return false;
    }
    ObjectNode row = late("window_expired", lateBy, datum);
    row.put("window_start", windowBound(start));
    row.put("window_end", windowBound(end));
    late.add(row);
    return true;
  }

  private static ObjectNode late(String reason, long lateBy, Datum datum) {
    ObjectNode row = object().put("reason", reason).put("late_by_ms", lateBy);
    row.putNull("window_start");
    row.putNull("window_end");
    row.set("reading", datum.asRow());
    return row;
  }

  private static ObjectNode window(long start, long end) {
    return object().put("window_start", windowBound(start)).put("window_end", windowBound(end));
  }

  private static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static String eventTime(long nanos) {
    return second(Math.floorDiv(nanos, 1_000_000_000L))
        + String.format(Locale.ROOT, ".%06dZ", Math.floorMod(nanos, 1_000_000_000L) / 1_000);
  }

  static String windowBound(long millis) {
    return second(Math.floorDiv(millis, 1_000L))
        + String.format(Locale.ROOT, ".%03dZ", Math.floorMod(millis, 1_000L));
  }

  private static String second(long sinceEpoch) {
    return LocalDateTime.ofEpochSecond(sinceEpoch, 0, ZoneOffset.UTC)
        .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT));
  }

  private static ObjectNode malformedRow(OracleLine line) {
    ObjectNode row = object().put("file", line.file().toString()).put("offset", line.offset());
    line.text()
        .ifPresentOrElse(
            text -> row.put("line", text),
            () -> row.put("line_base64", Base64.getEncoder().encodeToString(line.toBytes())));
    return row;
  }

  private static List<OracleLine> lines(Path file) {
    try {
      return OracleLine.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
