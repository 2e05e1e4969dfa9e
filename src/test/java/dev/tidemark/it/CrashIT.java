package dev.tidemark.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.CheckpointedStream;
import dev.tidemark.testing.cluster.JavaProcess;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream that is killed repeatedly and resumes from its checkpoint. */
@Tag("long")
class CrashIT {
  private static final int KILLS = 20;

  /** How many micro-batches a stream completes after resuming: none, one, or some. */
  private static final int MAX_BATCHES = 6;

  private static final int LATEST_KILL_MS = 1500;

  @TempDir private Path folder;

  @Test
  void aStreamThatIsKilledRepeatedlyHasTheSameRows() throws Exception {
    CheckpointedStream replay = CheckpointedStream.over(60_000, folder);
    Random random = new Random(20);
    int wentOn = 0;
    TreeSet<Long> stages = new TreeSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      try (JavaProcess stream = replay.start()) {
        replay.awaitBatches(random.nextInt(MAX_BATCHES), stream);
        // The moment is arbitrary: any must do.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
        assertThat(stream.isAlive()).as("alive before kill %d: %s", kill, stream.output()).isTrue();
        stream.kill();
        wentOn += CheckpointedStream.wentOn(stream) ? 1 : 0;
        stages.add(replay.written());
      }
    }
    try (JavaProcess stream = replay.start()) {
      int code = stream.awaitEnd();
      assertThat(code).as(stream.output()).isZero();
      assertThat(CheckpointedStream.wentOn(stream)).as(stream.output()).isTrue();
    }
    System.out.printf(
        "%d kills, %d of them of a stream that had gone on; files written by then: %s%n",
        KILLS, wentOn, stages);
    assertThat(wentOn).as("streams that went on and were killed again").isGreaterThan(KILLS / 2);
    assertThat(stages).as("files written at the kills").hasSizeGreaterThan(KILLS / 3);
    replay.assertEnded();
  }
}
