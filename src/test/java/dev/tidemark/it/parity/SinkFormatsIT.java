package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.DuckDb;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.FinalRows;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import dev.tidemark.testing.oracle.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows in CSV and Parquet, from each engine: DuckDB and Spark SQL read in them what the oracle
 * says. Spark stops with each run of Tidemark on it, so the two take turns.
 */
class SinkFormatsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String BOUND = "yyyy-MM-dd''T''HH:mm:ss.SSS''Z''";
  private static final String MOMENT = "yyyy-MM-dd''T''HH:mm:ss.SSSSSS''Z''";

  /** Sessions, whose rows hold lists; each session after another, whose rows hold rows and maps. */
  private static final String PIPELINE =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - {type: AssignTimestamps, name: Time, input: Read, config: {timestamp: Creation_Time}}
          - {type: Filter, name: WithX, input: Time, config: {keep: x is not null}}
          - type: Combine
            name: Sessions
            input: WithX
            windowing: {type: sessions, gap: 5s}
            config:
              group_by: User
              combine: {count: count, activities: {fn: distinct, value: gt}, mean_x: {fn: mean, value: x}}
          - {type: WriteToCsv, name: S1, input: Sessions, config: {path: sessions-csv, compression: gzip}}
          - {type: WriteToParquet, name: S2, input: Sessions, config: {path: sessions-parquet, compression: zstd}}
          - {type: WriteToJson, name: S3, input: Sessions, config: {path: sessions-json, compression: zstd}}
          - {type: NextSession, name: Next, input: TimeWithDelay, config: {gap: 5s}}
          - {type: AssignTimestamps, name: TimeWithDelay, input: Read, config: {timestamp: Creation_Time, max_delay: 10s}}
          - {type: WriteToCsv, name: N1, input: Next, config: {path: next-csv}}
          - {type: WriteToParquet, name: N2, input: Next, config: {path: next-parquet, compression: snappy}}
          - type: AlertOnCount
            name: Never
            input: TimeWithDelay
            config: {gap: 5s, count: 1000000, when: x > 0}
          - {type: WriteToParquet, name: A1, input: Never, config: {path: never}}
      """;

  @ParameterizedTest
  @EnumSource
  void rowsAreReadByOthers(Engine engine, @TempDir Path folder) throws IOException, SQLException {
    Path pipeline = Files.writeString(folder.resolve("formats.yaml"), PIPELINE);
    List<Path> sample = ShippedPipelines.sample();
    Results results = engine.run(pipeline.toString(), sample, folder.resolve("out"));
    boolean isStream = !engine.modeOption().equals("--mode=batch");
    Oracle oracle = Oracle.over(sample);
    List<JsonNode> sessions = oracle.answersOf("sessions").of("results");
    List<JsonNode> next = oracle.answersOf("next-session").of("results");

    assertEndings(folder, "sessions-csv", ".csv.gz");
    assertEndings(folder, "sessions-parquet", ".parquet");
    assertEndings(folder, "sessions-json", ".jsonl.zst");
    for (String sink : List.of("sessions-csv", "sessions-parquet", "sessions-json", "never")) {
      assertThat(results.manifest().required("outputs").has(sink)).as(sink).isTrue();
    }
    Read read = new Read(folder.resolve("out"), isStream);
    Rows.assertSame("DuckDB, Parquet", read.ofDuckDb("sessions-parquet", false), sessions);
    Rows.assertSame("DuckDB, CSV", read.ofDuckDb("sessions-csv", true), sessions);
    Rows.assertSame("DuckDB, JSON", read.jsonOfDuckDb("sessions-json"), sessions);
    Rows.assertSame("DuckDB, nested Parquet", read.nextOfDuckDb("next-parquet", false), next);
    Rows.assertSame("DuckDB, nested CSV", read.nextOfDuckDb("next-csv", true), next);
    assertThat(DuckDb.ask("select count(*) from '%s/out/never/*.parquet'".formatted(folder)))
        .containsExactly("0");

    SparkSession spark = LocalSpark.start(folder);
    try {
      Rows.assertSame("Spark, Parquet", read.ofSpark("sessions-parquet", false, spark), sessions);
      Rows.assertSame("Spark, CSV", read.ofSpark("sessions-csv", true, spark), sessions);
      Rows.assertSame("Spark, nested", read.nextOfSpark("next-parquet", spark), next);
      assertThat(spark.read().parquet(folder + "/out/never").count()).isZero();
    } finally {
      spark.stop();
    }
  }

  private static void assertEndings(Path folder, String sink, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out").resolve(sink))) {
      assertThat(files)
          .isNotEmpty()
          .allMatch(file -> file.getFileName().toString().matches("part-[-0-9a-z]+\\..*"))
          .allMatch(file -> file.toString().endsWith(ending));
    }
  }

  /** What others read below an output directory: the final rows of each key. */
  private record Read(Path output, boolean isStream) {
    List<JsonNode> ofDuckDb(String sink, boolean isCsv) throws SQLException, IOException {
      String cast = isCsv ? "::json" : "";
      return finalRows(
          DuckDb.rows(
              "select %s as window_start, %s as window_end, \"User\", count, activities%s as"
                      .formatted(duckTime("window_start", "%g"), duckTime("window_end", "%g"), cast)
                  + " activities, mean_x%s from %s"
                      .formatted(
                          isStream ? ", pane" + cast + " as pane" : "", source(sink, isCsv))));
    }

    List<JsonNode> jsonOfDuckDb(String sink) throws SQLException, IOException {
      return finalRows(
          DuckDb.rows(
              "select %s as window_start, %s as window_end, * exclude (window_start, window_end)"
                      .formatted(duckTime("window_start", "%g"), duckTime("window_end", "%g"))
                  + " from read_json('%s/%s/*')".formatted(output, sink)));
    }

    List<JsonNode> nextOfDuckDb(String sink, boolean isCsv) throws SQLException, IOException {
      String previous =
          isCsv
              ? "previous::json"
              : "{'start': %s, 'end': %s, 'count': previous.count, 'activities': previous.activities}"
                  .formatted(duckTime("previous.start", "%f"), duckTime("previous.\"end\"", "%f"));
      return DuckDb.rows(
          "select \"User\", %s as session_start, %s as previous, recommended from %s"
              .formatted(duckTime("session_start", "%f"), previous, source(sink, isCsv)));
    }

    List<JsonNode> ofSpark(String sink, boolean isCsv, SparkSession spark) throws IOException {
      String pane =
          isCsv ? "from_json(pane, 'timing string, index long, is_last boolean')" : "pane";
      Dataset<Row> rows =
          isCsv
              ? spark.read().option("header", true).option("escape", "\"").csv(files(sink))
              : spark.read().parquet(files(sink));
      List<String> columns =
          new ArrayList<>(
              List.of(
                  sparkTime("window_start", BOUND),
                  sparkTime("window_end", BOUND),
                  "User",
                  "cast(count as long) as count",
                  (isCsv ? "from_json(activities, 'array<string>')" : "activities")
                      + " as activities",
                  "cast(mean_x as double) as mean_x"));
      if (isStream) {
        columns.add(pane + " as pane");
      }
      return finalRows(json(rows.selectExpr(columns.toArray(String[]::new))));
    }

    List<JsonNode> nextOfSpark(String sink, SparkSession spark) throws IOException {
      return json(
          spark
              .read()
              .parquet(files(sink))
              .selectExpr(
                  "User",
                  sparkTime("session_start", MOMENT),
                  "struct(%s, %s, previous.count as count, previous.activities as activities) as"
                          .formatted(
                              sparkTime("previous.start", MOMENT),
                              sparkTime("previous.end", MOMENT))
                      + " previous",
                  "recommended"));
    }

    private String source(String sink, boolean isCsv) {
      return (isCsv ? "read_csv('%s/*', header = true)" : "read_parquet('%s/*')")
          .formatted(files(sink));
    }

    private String files(String sink) {
      return output.resolve(sink).toString();
    }

    private List<JsonNode> finalRows(List<JsonNode> rows) {
      return isStream ? FinalRows.of("sessions", rows) : rows;
    }

    private static String duckTime(String column, String fraction) {
      return "strftime(%s::timestamptz at time zone 'UTC', '%%Y-%%m-%%dT%%H:%%M:%%S.%sZ')"
          .formatted(column, fraction);
    }

    private static String sparkTime(String column, String format) {
      return "date_format(to_timestamp(%s), '%s') as %s"
          .formatted(column, format.replace("''", "\\'"), column.replaceAll(".*\\.", ""));
    }

    private static List<JsonNode> json(Dataset<Row> rows) throws JsonProcessingException {
      List<JsonNode> parsed = new ArrayList<>();
      for (String row :
          rows.selectExpr("to_json(struct(*), map('ignoreNullFields', 'false'))")
              .as(Encoders.STRING())
              .collectAsList()) {
        parsed.add(JSON.readTree(row));
      }
      return parsed;
    }
  }
}
