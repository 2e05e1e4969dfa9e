package dev.tidemark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cluster.JavaProcess;
import dev.tidemark.oracle.Oracle;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is killed again and again and goes on from its checkpoint. */
@Tag("faults")
class CrashIT {
  private static final int KILLS = 20;
  private static final int LATEST_KILL_MS = 4000;
  private static final String PIPELINE = "activity-monitor";
  private static final Pattern AT_WORK = Pattern.compile("tidemark: [0-9,]+ readings parsed");

  @TempDir private Path folder;

  @Test
  void aStreamThatIsKilledOftenHasTheSameRows() throws Exception {
    Path output = folder.resolve("out");
    Random random = new Random(20);
    for (int kill = 1; kill <= KILLS; kill++) {
      try (JavaProcess stream = stream(output).start()) {
        stream.awaitLine(AT_WORK);
        // The moment is what is tested: any will do.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
        assertThat(stream.isAlive()).as("alive before kill %d: %s", kill, stream.output()).isTrue();
        stream.kill();
      }
    }
    try (JavaProcess stream = stream(output).start()) {
      int code = stream.awaitEnd();
      assertThat(code).as(stream.output()).isZero();
      assertThat(stream.output()).contains("tidemark: going on from");
    }
    Oracle oracle = Oracle.over(ShippedPipelines.sample());
    new Results(output).assertHolds(Engine.SPARK_REPLAY, oracle, oracle.answersOf(PIPELINE));
    assertThat(folder.resolve("checkpoint")).doesNotExist();
  }

  private JavaProcess.Program stream(Path output) {
    return StreamProcess.of(
        List.of(
            "--pipeline=pipelines/" + PIPELINE + ".yaml",
            "--profile=runner-profiles/spark.properties",
            "--mode=replay",
            "--speed=1500",
            "--checkpoint=" + folder.resolve("checkpoint"),
            "--output=" + output));
  }
}
