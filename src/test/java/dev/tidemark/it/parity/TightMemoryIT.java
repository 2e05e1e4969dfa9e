package dev.tidemark.it.parity;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream on Spark with far too little memory to keep what has been read. */
class TightMemoryIT {
  private static final String PIPELINE = "activity-monitor";

  @Test
  void nothingReadIsLost(@TempDir Path folder) throws Exception {
    List<String> profile = Files.readAllLines(Path.of("runner-profiles/spark.properties"));
    Path tight = folder.resolve("tight.properties");
    Files.writeString(tight, String.join("\n", profile) + "\nspark.memory.fraction=0.002\n");
    Path output = folder.resolve("out");
    Outcome.of(
            "--pipeline=pipelines/" + PIPELINE + ".yaml",
            "--profile=" + tight,
            "--mode=replay",
            "--output=" + output)
        .endsWith(0);
    Oracle oracle = Oracle.over(ShippedPipelines.sample());
    new Results(output).assertHolds(Engine.SPARK_REPLAY, oracle, oracle.answersOf(PIPELINE));
  }
}
