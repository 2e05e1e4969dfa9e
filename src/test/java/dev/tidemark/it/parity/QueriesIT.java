package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Rows;
import dev.tidemark.testing.oracle.spark.LocalSpark;
import dev.tidemark.testing.oracle.spark.SparkExactMean;
import dev.tidemark.testing.oracle.spark.SparkRows;
import dev.tidemark.testing.oracle.spark.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.collection.JavaConverters;

/** What a file may ask beyond the shipped ones is answered everywhere as by Spark SQL. */
@TestInstance(Lifecycle.PER_CLASS)
class QueriesIT {
  private static final String TRANSFORMS =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - {type: AssignTimestamps, name: Times, input: Read, config: {timestamp: Creation_Time}}
      """;

  private static final String COMBINE =
      """
          - type: Combine
            name: %1$s
            input: Times
            windowing: {%2$s}
            config:
              group_by: User
              combine:
                count: count
                stairs: {fn: count, where: "gt like 'stairs%%' and x * x + y * y < 1"}
                labels: {fn: count_distinct, value: gt}
                up: {fn: count_distinct, value: Index, where: x > y}
                at_most: {fn: max_by, value: gt, by: x}
                at_least: {fn: min_by, value: Device, by: gt, where: gt between 'sit' and 'stand'}
                median: {fn: percentile, value: x, p: 0.5}
                p99: {fn: percentile, value: Index, p: 0.99, where: Index %% 2 = 1}
                mean_up: {fn: mean, value: x, where: x > 0}
                sum_up: {fn: sum, value: Index, where: x > 0}
                deviation: {fn: stddev, value: x}
          - {type: WriteToJson, name: To_%1$s, input: %1$s, config: {path: %1$s}}
      """;

  /** The same; {@code place} is the total order, and what ties in it is ordered by label. */
  private static final String QUERY =
      """
      select %s, User, count(*) as count,
        count(*) filter (where gt like 'stairs%%' and x * x + y * y < 1) as stairs,
        count(distinct gt) as labels,
        count(distinct Index) filter (where x > y) as up,
        min_by(gt, struct(-x, place, gt)) filter (where x is not null) as at_most,
        min_by(Device, struct(gt, place)) filter (where gt between 'sit' and 'stand') as at_least,
        percentile(x, 0.5D) as median,
        percentile(Index, 0.99D) filter (where Index %% 2 = 1) as p99,
        exact_mean(collect_list(x) filter (where x > 0)) as mean_up,
        sum(Index) filter (where x > 0) as sum_up,
        stddev_samp(x) as deviation
      from readings
      group by User, %s
      """;

  private static final String BOUNDS = "%1$s.start as window_start, %1$s.end as window_end";
  private static final Map<String, String> WINDOWS =
      Map.of(
          "fixed",
          QUERY.formatted(BOUNDS.formatted("window"), "window(event_time, '10 minutes')"),
          "sliding",
          QUERY.formatted(
              BOUNDS.formatted("window"), "window(event_time, '10 minutes', '5 minutes')"),
          "sessions",
          QUERY.formatted(
              "session_window.start as window_start,"
                  + " session_window.end + interval 1 microsecond as window_end",
              "session_window(timestamp_millis(event_ms), '4.999999 seconds')"));

  /** Of those that arrived within ten seconds, or else of those that came first, the last. */
  private static final String LAST_OF_EACH =
      """
      select Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z
      from (
        select *,
          row_number() over (
            partition by User, event_time
            order by greatest(event_ms, Arrival_Time - 10000), place desc) as copy
        from known)
      where copy = 1
      """;

  /** Of each device and index the reading that comes first; those without an index are all kept. */
  private static final String FIRST_OF_EACH_INDEX =
      """
      select Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z
      from (
        select *,
          row_number() over (
            partition by User, Device, Index
            order by greatest(event_ms, Arrival_Time - 10000), place) as copy
        from known)
      where copy = 1 or Index is null
      """;

  /** Of the first of each, under other names. */
  private static final String MAPPED =
      """
      select window.start as window_start, window.end as window_end, Device, Model,
        count(*) as count, exact_mean(collect_list(strength)) as strength,
        count(*) filter (where even) as even
      from (
        select event_time, User as Device, x * x + y * y + z * z as strength, Index % 2 = 0 as even,
          case when gt like 'stairs%' then 'stairs' else gt end as Model
        from first_of_each)
      where strength < 1.5e0 or strength is null
      group by window(event_time, '10 minutes'), Device, Model
      """;

  private static final List<String> CONDITIONS =
      List.of(
          "x between -0.01 and 0.01",
          "x not between y and z",
          "not (x between y and z)",
          "gt like '%s%'",
          "gt not like 'stairs____'",
          "Device like 'nexus4__'",
          "x + y > z",
          "(x - y) * (x + y) <= x * x - z",
          "-x > 2 * y - z / 3",
          "Index % 3 = 1 and Index / 2 > 100",
          "Index - 1 in (1, 2, 3, 5, 8, 13)",
          "Creation_Time / 1000000 < Arrival_Time - 20",
          "Arrival_Time * 1000000 - Creation_Time between 0 and 100000000",
          "User < gt",
          "Model = Device or gt <> User",
          "x / (Index - 5) is null",
          "Index % (Index - 7) is null",
          "case when x > 0 then y when x < 0 then z end > 0.1e0",
          "case when gt like 's%' then Index else 0 end > 200",
          "(x > 0) = (y > 0)",
          "(x > 0) <> (gt = 'walk') or not (gt = 'sit' or x < z)",
          "true and not false and 1 < 2");

  private final Map<String, List<JsonNode>> answers = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private List<JsonNode> lastOfEach;
  private List<JsonNode> firstOfEachIndex;
  private List<JsonNode> mapped;
  private List<Path> input;

  /** Before Tidemark runs on Spark: there is one Spark in a process at a time. */
  @BeforeAll
  void askSpark(@TempDir Path folder) throws IOException {
    SparkSession spark = LocalSpark.start(folder);
    SparkExactMean.register(spark);
    input = ShippedPipelines.sample();
    Views.over(input, spark);
    for (Map.Entry<String, String> query : WINDOWS.entrySet()) {
      answers.put(query.getKey(), SparkRows.of(query.getValue(), spark));
    }
    lastOfEach = SparkRows.of(LAST_OF_EACH, spark);
    firstOfEachIndex = SparkRows.of(FIRST_OF_EACH_INDEX, spark);
    mapped = SparkRows.of(MAPPED, spark);
    assertThat(lastOfEach).hasSize((int) spark.table("first_of_each").count());
    assertThat(
            spark
                .sql(LAST_OF_EACH)
                .join(
                    spark.table("first_of_each"),
                    JavaConverters.asScalaBuffer(List.of("User", "Creation_Time", "Arrival_Time"))
                        .toSeq())
                .count())
        .isLessThan(lastOfEach.size());
    for (String condition : CONDITIONS) {
      counts.put(condition, spark.table("readings").where(condition).count());
    }
    spark.stop();
  }

  @ParameterizedTest
  @EnumSource
  void aggregatesInEveryWindow(Engine engine, @TempDir Path folder) throws IOException {
    String yaml =
        TRANSFORMS
            + COMBINE.formatted("fixed", "type: fixed, size: 10m")
            + COMBINE.formatted("sliding", "type: sliding, size: 10m, period: 5m")
            + COMBINE.formatted("sessions", "type: sessions, gap: 5s");
    Path pipeline = Files.writeString(folder.resolve("aggregates.yaml"), yaml);

    Results results = engine.run(pipeline.toString(), input, folder.resolve("out"));

    for (Map.Entry<String, List<JsonNode>> answer : answers.entrySet()) {
      List<JsonNode> rows = engine.finalRows(results, answer.getKey());
      List<JsonNode> expected = answer.getValue();
      assertThat(expected).hasSizeGreaterThan(20);
      assertThat(expected).anyMatch(row -> row.get("stairs").intValue() > 0);
      Rows.assertSame(answer.getKey(), withoutDeviation(rows), withoutDeviation(expected));
      assertDeviations(rows, expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastOfTheDuplicates(Engine engine, @TempDir Path folder) throws IOException {
    assertKept(engine, "keep: last", lastOfEach, folder);
  }

  @ParameterizedTest
  @EnumSource
  void duplicatesByTheirValues(Engine engine, @TempDir Path folder) throws IOException {
    assertKept(engine, "on: [Device, Index]", firstOfEachIndex, folder);
  }

  private void assertKept(Engine engine, String setting, List<JsonNode> expected, Path folder)
      throws IOException {
    Path pipeline =
        Files.writeString(
            folder.resolve("kept.yaml"),
            """
            pipeline:
              type: chain
              transforms:
                - {type: ReadFromJson, path: none}
                - {type: AssignTimestamps, timestamp: Creation_Time, max_delay: 10s}
                - {type: Deduplicate, within: 10m, %s}
                - {type: WriteToJson, path: results}
            """
                .formatted(setting));

    Results results = engine.run(pipeline.toString(), input, folder.resolve("out"));

    Rows.assertSame("readings", engine.finalRows(results, "results"), expected);
  }

  /** The key of the ordered step has another name than in the source. */
  @ParameterizedTest
  @EnumSource
  void mappedFields(Engine engine, @TempDir Path folder) throws IOException {
    Path pipeline =
        Files.writeString(
            folder.resolve("mapped.yaml"),
            """
            pipeline:
              type: chain
              transforms:
                - {type: ReadFromJson, path: none}
                - {type: AssignTimestamps, timestamp: Creation_Time, max_delay: 10s}
                - type: MapToFields
                  config:
                    fields:
                      Device: User
                      strength: x * x + y * y + z * z
                      even: Index % 2 = 0
                      Model: case when gt like 'stairs%' then 'stairs' else gt end
                - {type: Deduplicate, key: Device, within: 10m}
                - {type: Filter, keep: strength < 1.5 or strength is null}
                - type: MapToFields
                  config: {append: true, drop: even, fields: {half: "even = true"}}
                - type: Combine
                  windowing: {type: fixed, size: 10m}
                  config:
                    group_by: [Device, Model]
                    combine:
                      count: count
                      strength: mean
                      even: {fn: count, where: half}
                - {type: WriteToJson, path: results}
            """);

    Results results = engine.run(pipeline.toString(), input, folder.resolve("out"));

    assertThat(mapped).hasSizeGreaterThan(50);
    Rows.assertSame("results", engine.finalRows(results, "results"), mapped);
  }

  @Test
  void conditions(@TempDir Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder(TRANSFORMS);
    for (int i = 0; i < CONDITIONS.size(); i++) {
      yaml.append(
          """
              - {type: Filter, name: F%1$d, input: Times, config: {keep: "%2$s"}}
              - {type: WriteToJson, name: W%1$d, input: F%1$d, config: {path: s%1$d}}
          """
              .formatted(i, CONDITIONS.get(i)));
    }
    Path pipeline = Files.writeString(folder.resolve("conditions.yaml"), yaml);

    Results results = Engine.DIRECT_BATCH.run(pipeline.toString(), input, folder.resolve("out"));

    Map<String, Long> kept = new HashMap<>();
    JsonNode outputs = results.manifest().get("outputs");
    for (int i = 0; i < CONDITIONS.size(); i++) {
      kept.put(CONDITIONS.get(i), outputs.get("s" + i).longValue());
    }
    assertThat(kept).isEqualTo(counts);
    assertThat(counts.values().stream().filter(count -> count > 0)).hasSizeGreaterThan(15);
  }

  private static List<JsonNode> withoutDeviation(List<JsonNode> rows) {
    return rows.stream()
        .<JsonNode>map(row -> ((ObjectNode) row.deepCopy()).without("deviation"))
        .toList();
  }

  /** Spark's deviation is rounded at each step. */
  private static void assertDeviations(List<JsonNode> rows, List<JsonNode> expected) {
    List<JsonNode> ours = sorted(rows);
    List<JsonNode> sparks = sorted(expected);
    assertThat(IntStream.range(0, ours.size()))
        .allSatisfy(
            i -> {
              JsonNode deviation = sparks.get(i).get("deviation");
              assertThat(ours.get(i).get("deviation").isNull()).isEqualTo(deviation.isNull());
              assertThat(ours.get(i).get("deviation").doubleValue())
                  .isCloseTo(deviation.doubleValue(), within(1e-12));
            });
  }

  private static List<JsonNode> sorted(List<JsonNode> rows) {
    return rows.stream()
        .sorted(
            (a, b) ->
                Stream.of("window_start", "window_end", "User")
                    .mapToInt(key -> a.get(key).textValue().compareTo(b.get(key).textValue()))
                    .filter(order -> order != 0)
                    .findFirst()
                    .orElse(0))
        .toList();
  }
}
