package dev.tidemark.examples;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivityMonitorIT {
  @Test
  void givesTheRowsOfTheOracleOnSpark(@TempDir Path folder) throws Exception {
    MonitoredActivity.on("SparkRunner").assertRows(folder);
  }
}
