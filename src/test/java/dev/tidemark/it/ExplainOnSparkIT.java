package dev.tidemark.it;

import dev.tidemark.testing.ExplainedReadings;
import dev.tidemark.testing.ExplainedReadings.Fate;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark tells word for word what {@link ExplainTest} holds the Direct runner to. */
class ExplainOnSparkIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theStoryIsTheSame(Fate fate) throws Exception {
    new ExplainedReadings(folder, "runner-profiles/spark.properties").assertTold(fate);
  }
}
