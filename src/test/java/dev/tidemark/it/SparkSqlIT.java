package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Answers;
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
 * Every shipped pipeline leaves what Spark itself answers. Tidemark is on the Direct runner here,
 * as a process has one SparkContext; the parity matrix says that the engines agree.
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
  void theSample(@TempDir Path folder) throws IOException {
    compareAll(ShippedPipelines.sample(), folder);
  }

  @Test
  void readingsWithAllDefects(@TempDir Path generated, @TempDir Path folder) throws IOException {
    compareAll(ShippedPipelines.generate(generated), folder);
  }

  @Test
  void closeCalls(@TempDir Path folder) throws IOException {
    compareAll(ShippedPipelines.closeCalls(folder), folder);
  }

  @ParameterizedTest
  @EnumSource
  void realReadings(RealReadings readings, @TempDir Path folder) throws IOException {
    RealReadings.assumeTheyExist();
    compareAll(List.of(readings.file()), folder);
  }

  private void compareAll(List<Path> files, Path folder) throws IOException {
    SparkOracle oracle = SparkOracle.over(files, spark);
    assertAll(
        ShippedPipelines.names().stream()
            .<Executable>map(name -> () -> compare(name, files, folder.resolve(name), oracle)));
  }

  private static void compare(String name, List<Path> files, Path output, SparkOracle oracle)
      throws IOException {
    Results results = Engine.DIRECT_BATCH.run("pipelines/" + name + ".yaml", files, output);
    Answers answers = oracle.answersOf(name);
    results.assertHoldsOnly(answers.sinksAnd("malformed"));
    for (String sink : answers.rows().keySet()) {
      Rows.assertSame(name + ": " + sink, results.rows(sink), answers.of(sink));
    }
    assertThat(results.rows("malformed")).hasSize(Math.toIntExact(oracle.malformed()));
    results.assertRecords(oracle.accepted(), oracle.malformed(), answers);
  }
}
