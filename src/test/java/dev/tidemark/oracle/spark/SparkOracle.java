package dev.tidemark.oracle.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.oracle.Answers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;

/**
 * The answers of the shipped pipelines, asked of Spark: the queries that Tidemark takes over, and
 * its own, in Spark SQL and on Datasets.
 */
public final class SparkOracle {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULTS = "results";
  private static final String LATE = "late";

  private final SparkSession spark;

  private SparkOracle(SparkSession spark) {
    this.spark = spark;
  }

  /** Reads the files, with this session's views standing for them until the next call. */
  public static SparkOracle over(List<Path> files, SparkSession spark) {
    ExactMean.register(spark);
    Views.over(files, spark);
    return new SparkOracle(spark);
  }

  public long accepted() {
    return spark.table("readings").count();
  }

  /** The lines that are no reading; blank ones are not counted. */
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
          inOrder(SessionQueries.SESSION_ALERTS, LateQueries.BEHIND_ORDER_OF_ALL);
      case "next-session" -> inOrder(SessionQueries.NEXT, LateQueries.BEHIND_ORDER_OF_ALL);
      case "activity-state" -> inOrder(new ActivityState(), LateQueries.BEHIND_ORDER_OF_ALL);
      case "count-windows" -> inOrder(new CountWindows(), LateQueries.BEHIND_ORDER_WITH_X);
      case "capped-sessions" -> inOrder(new CappedSessions(), LateQueries.BEHIND_ORDER_WITH_X);
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
            rows(LateQueries.EXPIRED_TEN_MINUTES, Times.WINDOW_BOUNDS)),
        0);
  }

  private Answers deduplicatedCounts() {
    return new Answers(
        Map.of(
            RESULTS,
            rows(WindowQueries.DEDUPLICATED_COUNTS, Times.EVENT_TIMES),
            LATE,
            rows(LateQueries.NO_LONGER_KNOWN, Times.WINDOW_BOUNDS)),
        duplicates());
  }

  private Answers activityMonitor() {
    Map<String, List<JsonNode>> rows = new TreeMap<>();
    rows.put("counts", rows(WindowQueries.MONITOR_COUNTS, Times.WINDOW_BOUNDS));
    rows.put("sessions", rows(SessionQueries.MONITOR, Times.WINDOW_BOUNDS));
    rows.put("alerts", rows(SessionQueries.MONITOR_ALERTS, Times.EVENT_TIMES));
    rows.put(LATE, rows(LateQueries.MONITOR, Times.WINDOW_BOUNDS));
    return new Answers(rows, duplicates());
  }

  private long duplicates() {
    return spark.table("known").count() - spark.table("first_of_each").count();
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
