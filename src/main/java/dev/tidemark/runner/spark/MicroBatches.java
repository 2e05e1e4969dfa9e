package dev.tidemark.runner.spark;

/** The micro-batches of a stream, and the clock by which Spark begins them. */
interface MicroBatches {
  /** Whether Spark has started the stream; until then it sets the clock itself. */
  boolean hasStarted();

  /** From one micro-batch to the next, in ms. */
  long intervalMs();

  /** The clock's time, ms since 1970. */
  long time();

  void setTime(long ms);

  /** The time of the last micro-batch that is done, its checkpoint included; 0 for none. */
  long lastDone();

  /** Whether no micro-batch has jobs left to run. */
  boolean isIdle();
}
