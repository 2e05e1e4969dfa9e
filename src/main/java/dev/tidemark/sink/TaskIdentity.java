package dev.tidemark.sink;

import java.io.Serializable;
import java.util.Optional;

/** Tells which task of its runner a step of a stream runs in; shipped with the step. */
@FunctionalInterface
public interface TaskIdentity extends Serializable {
  /** For runners that never run a task of a stream again. */
  TaskIdentity NONE = Optional::empty;

  /** The task of this thread; empty if it has none with a name that stays when it is rerun. */
  Optional<Task> current();

  /**
   * A task that is the same when it is run again.
   *
   * @param batchTime the micro-batch, named by its time in ms since 1970
   * @param partition the number of the task in its micro-batch
   */
  record Task(long batchTime, int partition) {}
}
