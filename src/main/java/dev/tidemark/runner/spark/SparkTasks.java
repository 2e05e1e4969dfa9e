package dev.tidemark.runner.spark;

import dev.tidemark.sink.TaskIdentity;
import java.util.Optional;
import org.apache.spark.TaskContext;

/** The task of Spark that this thread runs. */
final class SparkTasks implements TaskIdentity {
  /** {@code JobScheduler.BATCH_TIME_PROPERTY_KEY}, which Spark sets for the jobs of a batch. */
  private static final String BATCH_TIME = "spark.streaming.internal.batchTime";

  @Override
  public Optional<Task> current() {
    return microBatch()
        .map(batch -> new Task(Long.parseLong(batch), TaskContext.get().partitionId()));
  }

  /**
   * The micro-batch that this thread processes, by the name that Spark has for it; empty in batch,
   * and while the input of a micro-batch is read before it.
   */
  static Optional<String> microBatch() {
    return Optional.ofNullable(TaskContext.get())
        .map(context -> context.getLocalProperty(BATCH_TIME));
  }
}
