package dev.tidemark.runner.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.process.BackgroundTasks;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** When a micro-batch may begin: by wall-clock time, and with at most one other running. */
class MicroBatchPacerTest {
  private static final long INTERVAL = 1000;
  private final Streaming streaming = new Streaming();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @Test
  void timePassesAsOnTheWallClock() {
    MicroBatchPacer clock = clock(false);
    streaming.done = 10_000;
    for (long elapsed : new long[] {7, 0, 493}) {
      clock.pass(elapsed);
    }
    assertThat(streaming.now).isEqualTo(500);
  }

  @Test
  void noMicroBatchIsSkipped() {
    MicroBatchPacer clock = clock(false);
    clock.pass(2500);
    assertThat(streaming.now).as("2500 ms later").isEqualTo(1000);
  }

  @Test
  void aReplayDoesNotWaitForTheWallClock() {
    MicroBatchPacer clock = clock(true);
    clock.pass(0);
    assertThat(streaming.now).isEqualTo(1000);
    clock.pass(0);
    assertThat(streaming.now).isEqualTo(2000);
  }

  @Test
  void theThirdMicroBatchWaitsForTheFirst() {
    MicroBatchPacer clock = clock(false);
    streaming.now = 2990;
    streaming.unprocessed = 2;
    clock.pass(60_000);
    assertThat(streaming.now).as("while two are under way").isEqualTo(2999);
    streaming.unprocessed = 1;
    clock.pass(5);
    assertThat(streaming.now).as("while a checkpoint is written").isEqualTo(2999);
    streaming.done = 1000;
    clock.pass(5);
    assertThat(streaming.now).as("when the first is done").isEqualTo(3000);
  }

  @Test
  void aCheckpointThatIsNeverWrittenDoesNotEndTheStream() {
    MicroBatchPacer clock = clock(true);
    streaming.now = 2000;
    clock.pass(40_000);
    assertThat(streaming.now).isEqualTo(2999);
    assertThat(log.toString(UTF_8)).isEmpty();
    clock.pass(40_000);
    assertThat(streaming.now).isEqualTo(3000);
    assertThat(log.toString(UTF_8)).contains("Spark has not written a checkpoint for a minute");
    clock.pass(40_000);
    assertThat(streaming.now).as("one more alone").isEqualTo(3999);
  }

  @Test
  void theRunIsDoneWhenTheLastStartedBatchIs() {
    MicroBatchPacer clock = clock(false);
    assertThat(clock.isAllDone(5)).as("before the first").isTrue();
    streaming.now = 2500;
    streaming.done = 1000;
    streaming.unprocessed = 1;
    assertThat(clock.isAllDone(60_000)).isFalse();
    streaming.done = 2000;
    assertThat(clock.isAllDone(5)).isTrue();
  }

  @Test
  void aClockThatFailsEndsTheRun() {
    BackgroundTasks tasks = new BackgroundTasks();
    MicroBatchPacer clock =
        new MicroBatchPacer(new Broken(), true, tasks, new PrintStream(log, true, UTF_8));
    assertThatThrownBy(
            () -> {
              while (true) {
                tasks.check();
                Thread.onSpinWait();
              }
            })
        .isInstanceOf(BackgroundTasks.TaskFailedException.class)
        .hasRootCauseMessage("the state of Spark is not what it was");
    clock.stop();
  }

  private MicroBatchPacer clock(boolean asFastAsItGoes) {
    return new MicroBatchPacer(
        streaming, asFastAsItGoes, new BackgroundTasks(), new PrintStream(log, true, UTF_8));
  }

  /** A stream that never starts, so that time passes only when the test says so. */
  private static class Streaming implements MicroBatches {
    private long now;
    private long unprocessed;
    private long done;

    @Override
    public boolean hasStarted() {
      return false;
    }

    @Override
    public long intervalMs() {
      return INTERVAL;
    }

    @Override
    public long time() {
      return now;
    }

    @Override
    public void setTime(long ms) {
      now = ms;
    }

    @Override
    public long lastDone() {
      return done;
    }

    @Override
    public boolean isIdle() {
      return unprocessed == 0;
    }
  }

  /** A stream that has started and cannot tell the time. */
  private static final class Broken extends Streaming {
    @Override
    public boolean hasStarted() {
      return true;
    }

    @Override
    public long time() {
      throw new IllegalArgumentException("the state of Spark is not what it was");
    }
  }
}
