package dev.tidemark.lateness;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link LatenessIT}, on Spark, where one of the runs is enough. */
class LatenessOnSparkIT {
  private static final String PROFILE = "runner-profiles/spark.properties";

  @TempDir private Path folder;

  @Test
  void whatIsToldIsWhatIsCountedByHand() throws Exception {
    new LatenessAgainstRuns(folder, PROFILE).assertToldAsCountedByHand();
  }

  @Test
  void whatARunCountsIsWhatIsCountedByHand() throws Exception {
    new LatenessAgainstRuns(folder, PROFILE)
        .assertRunsAsCountedByHand(LatenessAgainstRuns.SETTINGS.get(2));
  }
}
