package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.oracle.Answers;
import dev.tidemark.oracle.Oracle;
import dev.tidemark.oracle.RealReadings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedPipelinesOnSparkIT {
  private static final String NAMES = "dev.tidemark.ShippedPipelines#names";
  private static final String REAL = "dev.tidemark.ShippedPipelines#namesAndRealReadings";
  private static final String EXPIRING = "dev.tidemark.ShippedPipelines#expiringWindows";

  @TempDir private static Path generated;
  private static List<Path> withAllDefects;

  private final ShippedPipelines pipelines = ShippedPipelines.onSpark();
  @TempDir private Path folder;

  @BeforeAll
  static void generate() throws Exception {
    withAllDefects = ShippedPipelines.generate(generated);
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void answersTheSampleAsTheOracleDoes(String name) throws Exception {
    pipelines.check(name, ShippedPipelines.sample(), folder.resolve("out"));
  }

  @ParameterizedTest
  @MethodSource(NAMES)
  void answersReadingsWithAllDefectsAsTheOracleDoes(String name) throws Exception {
    pipelines.check(name, withAllDefects, folder.resolve("out"));
  }

  /** Two stateful steps in a row, with more readings in a bundle than a step holds. */
  @Test
  void answersBundlesOfManyReadingsAsTheOracleDoes() throws Exception {
    Path many = folder.resolve("many");
    Outcome.of("generate", "--output=" + many, "--rows=200000", "--files=2", "--seed=3")
        .endsWith(0);
    pipelines.check("activity-monitor", ShippedPipelines.files(many), folder.resolve("out"));
  }

  @ParameterizedTest
  @MethodSource(REAL)
  void answersRealReadingsAsExpected(String name, RealReadings readings) throws Exception {
    RealReadings.assumeTheyExist();
    pipelines.checkReal(name, readings, folder.resolve("out"));
  }

  @ParameterizedTest
  @MethodSource(EXPIRING)
  void setsAsideWhatIsTooLateForItsWindow(String yaml, Function<Oracle, Answers> answersOf)
      throws Exception {
    Path pipeline = Files.writeString(folder.resolve("expiring.yaml"), yaml);
    Oracle oracle = Oracle.over(withAllDefects);
    Answers answers = answersOf.apply(oracle);
    assertThat(answers.late()).isPositive();

    pipelines.check(pipeline.toString(), withAllDefects, folder.resolve("out"), oracle, answers);
  }
}
