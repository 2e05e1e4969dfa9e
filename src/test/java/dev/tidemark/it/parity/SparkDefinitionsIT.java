package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.spark.LocalSpark;
import dev.tidemark.testing.oracle.spark.SparkExactMean;
import dev.tidemark.testing.oracle.spark.SparkOracle;
import dev.tidemark.testing.oracle.spark.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Where a query as usually written in Spark answers differently, and so is rewritten. */
@TestInstance(Lifecycle.PER_CLASS)
class SparkDefinitionsIT {
  private static final String BOOK_TIME =
      "cast(cast(Creation_Time as double) / 1000000000 as timestamp)";

  private SparkSession spark;

  @BeforeAll
  void start(@TempDir Path folder) {
    spark = LocalSpark.start(folder);
    SparkExactMean.register(spark);
  }

  @AfterAll
  void stop() {
    spark.stop();
  }

  /**
   * Doubles of this size are 256 ns apart, and their quotients 238 ns. So 999 ns become the next
   * microsecond, and a duplicate within a microsecond is no longer one.
   */
  @Test
  void eventTimeThroughADoubleIsRounded(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("in.json"), reading("'Creation_Time':1424686735000000999,'User':'a'"));
    Views.over(List.of(file), spark);

    Row row =
        spark
            .table("readings")
            .selectExpr("cast(event_time as string)", "cast(%s as string)".formatted(BOOK_TIME))
            .first();

    assertThat(row.getString(0)).isEqualTo("2015-02-23 10:18:55");
    assertThat(row.getString(1)).isEqualTo("2015-02-23 10:18:55.000001");
  }

  @Test
  void thatRoundingIsUpToAMicrosecondAndFrequentInTheSample() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("data", "activity"))) {
      Views.over(files.toList(), spark);
    }

    Row row =
        spark
            .table("readings")
            .selectExpr("unix_micros(%s) - unix_micros(event_time) as off".formatted(BOOK_TIME))
            .selectExpr("count_if(off <> 0)", "count(*)", "min(off)", "max(off)")
            .first();

    assertThat(row.getLong(0)).isBetween(row.getLong(1) / 100, row.getLong(1) / 2);
    assertThat(List.of(row.getLong(2), row.getLong(3))).isSubsetOf(-1L, 0L, 1L);
  }

  /** Added sequentially these sum to 0, and in two parts to 2. */
  @Test
  void avgAddsDoublesSequentially() {
    Row row =
        spark
            .sql(
                """
                select avg(x), exact_mean(collect_list(x))
                from values (1e16D), (1D), (-1e16D) as readings(x)
                """)
            .first();

    assertThat(row.getDouble(0)).isNotEqualTo(1.0 / 3);
    assertThat(row.getDouble(1)).isEqualTo(1.0 / 3);
  }

  @Test
  void sessionWindowJoinsReadingsThatAreExactlyTheGapApart() {
    assertThat(sessionsOfReadingsFiveSecondsApart("5 seconds")).containsExactly(2L);
    assertThat(sessionsOfReadingsFiveSecondsApart("4.999999 seconds")).containsExactly(1L, 1L);
  }

  /** Tidemark rejects a number in place of a string, and text after the object. */
  @Test
  void theJsonReaderAcceptsWhatTidemarkRejects(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("in.json"),
            reading("'Creation_Time':1,'User':5")
                + "\n"
                + reading("'Creation_Time':1,'User':'a'")
                + " and more\n");
    List<Path> files = List.of(file);

    assertThat(SparkOracle.over(files, spark).accepted()).isEqualTo(2);
    assertThat(Oracle.over(files).malformed()).hasSize(2);
  }

  private List<Long> sessionsOfReadingsFiveSecondsApart(String gap) {
    return spark
        .sql(
            """
            select count(*) from values (timestamp_seconds(0)), (timestamp_seconds(5)) as t(at)
            group by session_window(at, '%s')
            """
                .formatted(gap))
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }

  private static String reading(String fields) {
    return ("{'Arrival_Time':1,'Device':'d'," + fields + "}").replace('\'', '"');
  }
}
