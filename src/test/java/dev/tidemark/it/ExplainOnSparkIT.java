package dev.tidemark.it;

import dev.tidemark.testing.ExplainedReadings;
import dev.tidemark.testing.ExplainedReadings.Fate;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Spark gives the same text as {@link ExplainIT} expects from the Direct runner. */
class ExplainOnSparkIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void theTraceIsTheSame(Fate fate) throws Exception {
    new ExplainedReadings(folder, "runner-profiles/spark.properties").assertTold(fate);
  }
}
