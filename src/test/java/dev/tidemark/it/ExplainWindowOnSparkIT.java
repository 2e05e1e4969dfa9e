package dev.tidemark.it;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link ExplainWindowIT}, on Spark. */
class ExplainWindowOnSparkIT {
  @TempDir private Path folder;

  @Test
  void theSameAsOnTheDirectRunner() throws Exception {
    ExplainWindowIT.assertExplained(folder, "runner-profiles/spark.properties");
  }
}
