package dev.tidemark.ingest;

import dev.tidemark.model.SparkTask;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Spark reads the input of a micro-batch once, ahead of it, and keeps it. Where it has lost that it
 * reads anew, but would be given what comes next, and what was read before would be nowhere: in the
 * midst of the micro-batch, or in the task that reads for a later one.
 */
final class ReadOnce {
  /** The task that was the last to read to a mark in this thread. */
  private static final ThreadLocal<OptionalLong> READ =
      ThreadLocal.withInitial(OptionalLong::empty);

  private ReadOnce() {}

  /**
   * A reader is about to read.
   *
   * @throws IllegalStateException if this has been read before
   */
  static void begin() {
    Optional<SparkTask> task = SparkTask.current();
    if (task.isEmpty()) {
      return;
    }
    task.get().batchTime().ifPresent(time -> refuse("micro-batch " + time));
    if (READ.get().equals(OptionalLong.of(task.get().id()))) {
      refuse("an earlier micro-batch");
    }
  }

  /** A reader has given a mark: the next to read is another task. */
  static void end() {
    SparkTask.current().ifPresent(task -> READ.set(OptionalLong.of(task.id())));
  }

  private static void refuse(String batch) {
    throw new IllegalStateException(
        "Spark has lost the input of %s, which cannot be read twice; with --checkpoint the same"
                .formatted(batch)
            + " command goes on from the last one that was kept");
  }
}
