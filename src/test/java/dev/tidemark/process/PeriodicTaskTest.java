package dev.tidemark.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.process.BackgroundTasks.TaskFailedException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.PipelineResult.State;
import org.junit.jupiter.api.Test;

/** Tasks that run in the background, and how a run learns that one has failed. */
class PeriodicTaskTest {
  private final BackgroundTasks tasks = new BackgroundTasks();

  @Test
  void aTaskRunsUntilItIsClosed() throws Exception {
    CountDownLatch thrice = new CountDownLatch(3);
    try (PeriodicTask task = tasks.every(1, "count", thrice::countDown)) {
      thrice.await();
      assertThat(task.failure()).isEmpty();
      tasks.check();
    }
  }

  @Test
  void closingWaitsForTheRunningTask() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    PeriodicTask task =
        tasks.after(
            0,
            "work",
            () -> {
              begun.countDown();
              Thread.onSpinWait();
              ended.incrementAndGet();
            });
    begun.await();
    task.close();
    assertThat(ended).hasValue(1);
  }

  @Test
  void theFirstFailureIsKeptAndEndsTheTask() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch failing = new CountDownLatch(1);
    PeriodicTask task =
        tasks.every(
            1,
            "progress",
            () -> {
              runs.incrementAndGet();
              failing.countDown();
              throw new StackOverflowError("deep");
            });
    failing.await();
    task.close();
    assertThat(runs).hasValue(1);
    assertThat(task.failure()).containsInstanceOf(StackOverflowError.class);
    assertThatThrownBy(tasks::check)
        .isInstanceOf(TaskFailedException.class)
        .hasMessage("the progress failed")
        .hasRootCauseMessage("deep");
  }

  @Test
  void aFailedTaskStopsThePipeline() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    try (PeriodicTask task =
        tasks.every(
            1,
            "console",
            () -> {
              throw new IllegalStateException("no more");
            })) {
      assertThatThrownBy(() -> tasks.during(aborted::countDown, this::awaitFailure))
          .isInstanceOf(TaskFailedException.class);
      assertThat(task.failure()).isPresent();
    }
    assertThat(aborted.getCount()).isZero();
  }

  private State awaitFailure() {
    while (true) {
      tasks.check();
      Thread.onSpinWait();
    }
  }
}
