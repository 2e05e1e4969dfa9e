package dev.tidemark.source.stream;

import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * Gauges that say which partition of a topic holds back the others, and since when. They inform the
 * user and decide nothing.
 */
public final class WaitGauges {
  /** Namespace of gauges by topic: the number of the partition plus one, or 0 for none. */
  static final String PARTITION = "tidemark.waiting";

  /** Namespace of gauges by topic: ms since 1970. */
  static final String SINCE = "tidemark.waiting-since";

  private final String topic;
  private final LongSupplier millis;
  private OptionalInt partition = OptionalInt.empty();
  private boolean isSet;

  /**
   * Creates the gauges of a topic.
   *
   * @param millis the wall clock
   */
  public WaitGauges(String topic, LongSupplier millis) {
    this.topic = topic;
    this.millis = millis;
  }

  /** Sets the partition that others wait for. */
  public void waitFor(int other) {
    if (partition.isEmpty() || partition.getAsInt() != other) {
      partition = OptionalInt.of(other);
      Metrics.gauge(PARTITION, topic).set(other + 1L);
      Metrics.gauge(SINCE, topic).set(millis.getAsLong());
      isSet = true;
    }
  }

  /** Clears the wait, also one that an earlier reader of the topic has set. */
  public void resume() {
    if (!isSet || partition.isPresent()) {
      partition = OptionalInt.empty();
      Metrics.gauge(PARTITION, topic).set(0);
      isSet = true;
    }
  }

  public OptionalInt partition() {
    return partition;
  }
}
