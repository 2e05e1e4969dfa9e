package dev.tidemark.testing.oracle.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.oracle.Answers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * The answers of the shipped pipelines, computed by Spark: the queries that Tidemark replaces, and
 * its own, in Spark SQL and on Datasets.
 */
public final class SparkOracle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULTS = "results";
  private static final String LATE = "late";
  private static final String DUPLICATE = "duplicate";

  private final SparkSession spark;

  private SparkOracle(SparkSession spark) {
    this.spark = spark;
  }

  /** Reads the files, and defines this session's views over them until the next call. */
  public static SparkOracle over(List<Path> files, SparkSession spark) {
    SparkExactMean.register(spark);
    Views.over(files, spark);
    return new SparkOracle(spark);
  }

  public long accepted() {
    return spark.table("readings").count();
  }

  /** The malformed lines; blank ones are not counted. */
  public long malformed() {
    return spark.table("lines").count() - accepted();
  }

  /** What the shipped pipeline of that name must answer. */
  public Answers answersOf(String pipeline) {
    return switch (pipeline) {
      case "tumbling-counts" -> windows(WindowQueries.TUMBLING_COUNTS);
      case "tumbling-counts-by-user" -> windows(WindowQueries.TUMBLING_COUNTS_BY_USER);
      case "sliding-counts" -> windows(WindowQueries.SLIDING_COUNTS);
      case "sessions" -> windows(SessionQueries.ALL);
      case "late-data" -> lateData();
      case "deduplicated-counts" -> deduplicatedCounts();
      case "session-alerts" ->
          inOrder(SessionQueries.SESSION_ALERTS, SideOutputQueries.BEHIND_ORDER_OF_ALL);
      case "next-session" -> inOrder(SessionQueries.NEXT, SideOutputQueries.BEHIND_ORDER_OF_ALL);
      case "activity-state" ->
          inOrder(new SparkActivityState(), SideOutputQueries.BEHIND_ORDER_OF_ALL);
      case "count-windows" ->
          inOrder(new SparkCountWindows(), SideOutputQueries.BEHIND_ORDER_WITH_X);
      case "capped-sessions" ->
          inOrder(new SparkCappedSessions(), SideOutputQueries.BEHIND_ORDER_WITH_X);
      case "activity-monitor" -> activityMonitor();
      default -> throw new IllegalArgumentException("no query for " + pipeline);
    };
  }

  private Answers windows(Query query) {
    return new Answers(Map.of(RESULTS, rows(query, Times.WINDOW_BOUNDS)), 0);
  }

  private Answers inOrder(Query query, Query late) {
    return new Answers(
        Map.of(RESULTS, rows(query, Times.EVENT_TIMES), LATE, rows(late, Times.WINDOW_BOUNDS)), 0);
  }

  private Answers lateData() {
    return new Answers(
        Map.of(
            RESULTS,
            rows(WindowQueries.LATE_DATA, Times.WINDOW_BOUNDS),
            LATE,
            rows(SideOutputQueries.EXPIRED_TEN_MINUTES, Times.WINDOW_BOUNDS)),
        0);
  }

  private Answers deduplicatedCounts() {
    List<JsonNode> duplicates = duplicates();
    return new Answers(
        Map.of(
            RESULTS,
            rows(WindowQueries.DEDUPLICATED_COUNTS, Times.EVENT_TIMES),
            LATE,
            rows(SideOutputQueries.NO_LONGER_KNOWN, Times.WINDOW_BOUNDS),
            DUPLICATE,
            duplicates),
        duplicates.size());
  }

  private Answers activityMonitor() {
    Map<String, List<JsonNode>> rows = new TreeMap<>();
    rows.put("counts", rows(WindowQueries.MONITOR_COUNTS, Times.WINDOW_BOUNDS));
    rows.put("sessions", rows(SessionQueries.MONITOR, Times.WINDOW_BOUNDS));
    rows.put("alerts", rows(SessionQueries.MONITOR_ALERTS, Times.EVENT_TIMES));
    rows.put(LATE, rows(SideOutputQueries.MONITOR, Times.WINDOW_BOUNDS));
    rows.put(DUPLICATE, duplicates());
    return new Answers(rows, rows.get(DUPLICATE).size());
  }

  private List<JsonNode> duplicates() {
    return rows(SideOutputQueries.DUPLICATES, Times.WINDOW_BOUNDS);
  }

  /** A query's rows as JSON; a null is written, as Tidemark does. */
  private List<JsonNode> rows(Query query, Times times) {
    List<String> lines =
        query
            .ask(spark)
            .selectExpr(
                "to_json(struct(*), map('ignoreNullFields', 'false', 'timestampFormat', \"%s\"))"
                    .formatted(times.format()))
            .as(Encoders.STRING())
            .collectAsList();
    List<JsonNode> rows = new ArrayList<>();
    for (String line : lines) {
      try {
        rows.add(JSON.readTree(line));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("Spark wrote " + line, e);
      }
    }
    return rows;
  }

  /** How a row's times are printed: bounds of windows in ms, event times in microseconds. */
  private enum Times {
    WINDOW_BOUNDS,
    EVENT_TIMES;

    String format() {
      String fraction = this == WINDOW_BOUNDS ? "SSS" : "SSSSSS";
      return "yyyy-MM-dd'T'HH:mm:ss." + fraction + "'Z'";
    }
  }
}
