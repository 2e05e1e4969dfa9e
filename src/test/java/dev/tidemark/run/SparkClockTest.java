package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a micro-batch may begin: by the wall, and with no more than one other under way. */
class SparkClockTest {
  private static final long INTERVAL = 1000;
  private final Streaming streaming = new Streaming();

  @Test
  void timePassesAsOnTheWall() throws Exception {
    SparkClock clock = clock(false);
    streaming.done = new Millis(10_000);
    for (long elapsed : new long[] {7, 0, 493}) {
      clock.pass(elapsed);
    }
    assertThat(streaming.now).isEqualTo(500);
  }

  @Test
  void noMicroBatchIsPassedOver() throws Exception {
    SparkClock clock = clock(false);
    clock.pass(2500);
    assertThat(streaming.now).as("2500 ms later").isEqualTo(1000);
  }

  @Test
  void aReplayDoesNotWaitForTheWall() throws Exception {
    SparkClock clock = clock(true);
    clock.pass(0);
    assertThat(streaming.now).isEqualTo(1000);
    clock.pass(0);
    assertThat(streaming.now).isEqualTo(2000);
  }

  @Test
  void theThirdMicroBatchWaitsForTheFirst() throws Exception {
    SparkClock clock = clock(false);
    streaming.now = 2990;
    streaming.unprocessed = 2;
    clock.pass(60_000);
    assertThat(streaming.now).as("while two are under way").isEqualTo(2999);
    streaming.unprocessed = 1;
    clock.pass(5);
    assertThat(streaming.now).as("while a checkpoint is written").isEqualTo(2999);
    streaming.done = new Millis(1000);
    clock.pass(5);
    assertThat(streaming.now).as("when the first is done").isEqualTo(3000);
  }

  @Test
  void aCheckpointThatIsNeverWrittenEndsNoStream() throws Exception {
    SparkClock clock = clock(true);
    streaming.now = 2000;
    clock.pass(40_000);
    assertThat(streaming.now).isEqualTo(2999);
    clock.pass(40_000);
    assertThat(streaming.now).isEqualTo(3000);
    clock.pass(40_000);
    assertThat(streaming.now).as("one more alone").isEqualTo(3999);
  }

  @Test
  void aStreamThatHasFailedCanStop() throws Exception {
    SparkClock clock = clock(false);
    streaming.now = 2000;
    streaming.unprocessed = 1;
    clock.pass(10_000);
    assertThat(streaming.now).isEqualTo(2999);
    streaming.hasFailed = true;
    clock.pass(100);
    assertThat(streaming.now).isEqualTo(3000);
  }

  private SparkClock clock(boolean asFastAsItGoes) throws ReflectiveOperationException {
    return new SparkClock(new SparkStream(streaming), asFastAsItGoes);
  }

  /** What Spark has of a stream, under the names that it has there. */
  public static final class Streaming {
    private long now;
    private long unprocessed;
    private Millis done;
    private boolean hasFailed;

    public Streaming graph() {
      return this;
    }

    public Millis batchDuration() {
      return new Millis(INTERVAL);
    }

    public Streaming scheduler() {
      return this;
    }

    public Streaming jobGenerator() {
      return this;
    }

    public Streaming progressListener() {
      return this;
    }

    public Streaming waiter() {
      return this;
    }

    public boolean waitForStopOrError(long timeout) {
      if (hasFailed) {
        throw new IllegalStateException("failed");
      }
      return false;
    }

    public Streaming clock() {
      return this;
    }

    public long numUnprocessedBatches() {
      return unprocessed;
    }

    public Millis lastProcessedBatch() {
      return done;
    }

    public long getTimeMillis() {
      return now;
    }

    public void setTime(long time) {
      now = time;
    }
  }

  /** A time of Spark. */
  public record Millis(long milliseconds) {}
}
