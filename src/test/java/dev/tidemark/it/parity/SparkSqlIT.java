package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.NeedsRealReadings;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.RealReadings;
import dev.tidemark.testing.oracle.Rows;
import dev.tidemark.testing.oracle.spark.LocalSpark;
import dev.tidemark.testing.oracle.spark.SparkOracle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Spark itself, queried in SQL and with Datasets, answers every shipped pipeline like the plain
 * oracle. The parity matrix compares Tidemark with the plain oracle on the same inputs.
 *
 * <p>Of malformed lines only the number is compared: Spark knows no offset and no reason.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SparkSqlIT {
  private SparkSession spark;

  @BeforeAll
  void start(@TempDir Path folder) {
    spark = LocalSpark.start(folder);
  }

  @AfterAll
  void stop() {
    spark.stop();
  }

  @Test
  void theSample() throws IOException {
    compareAll(ShippedPipelines.sample());
  }

  @Test
  void readingsWithAllDefects(@TempDir Path generated) throws IOException {
    compareAll(ShippedPipelines.generate(generated));
  }

  @Test
  void closeCalls(@TempDir Path folder) throws IOException {
    compareAll(ShippedPipelines.closeCalls(folder));
  }

  @NeedsRealReadings
  @ParameterizedTest
  @EnumSource
  void realReadings(RealReadings readings) throws IOException {
    compareAll(List.of(readings.file()));
  }

  private void compareAll(List<Path> files) throws IOException {
    SparkOracle asked = SparkOracle.over(files, spark);
    Oracle oracle = Oracle.over(files);
    assertThat(asked.accepted()).isEqualTo(oracle.accepted());
    assertThat(asked.malformed()).isEqualTo(oracle.malformed().size());
    assertAll(
        ShippedPipelines.names().stream()
            .<Executable>map(name -> () -> compare(name, asked, oracle)));
  }

  private static void compare(String name, SparkOracle asked, Oracle oracle) {
    Answers answers = asked.answersOf(name);
    Answers expected = oracle.answersOf(name);
    assertThat(answers.rows().keySet()).as(name).isEqualTo(expected.rows().keySet());
    for (String sink : expected.rows().keySet()) {
      Rows.assertSame(name + ": " + sink, answers.of(sink), expected.of(sink));
    }
    assertThat(answers.duplicates()).as(name).isEqualTo(expected.duplicates());
  }
}
