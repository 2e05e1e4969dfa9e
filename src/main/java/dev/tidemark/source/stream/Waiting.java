package dev.tidemark.source.stream;

import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * For which partition a topic's others wait, and since when, as metrics: they are for a person, and
 * decide nothing.
 */
public final class Waiting {
  /** Gauges by topic: the number of the partition, plus one; 0 for none. */
  static final String PARTITION = "tidemark.waiting";

  /** Gauges by topic: ms since 1970. */
  static final String SINCE = "tidemark.waiting-since";

  private final String topic;
  private final LongSupplier millis;
  private OptionalInt partition = OptionalInt.empty();
  private boolean isTold;

  public Waiting(String topic, LongSupplier millis) {
    this.topic = topic;
    this.millis = millis;
  }

  /** Nothing of a partition has come, and others are held back. */
  public void waitFor(int other) {
    if (partition.isEmpty() || partition.getAsInt() != other) {
      partition = OptionalInt.of(other);
      Metrics.gauge(PARTITION, topic).set(other + 1L);
      Metrics.gauge(SINCE, topic).set(millis.getAsLong());
      isTold = true;
    }
  }

  /** None is held back. What another reader has told of the topic does not hold any more. */
  public void resume() {
    if (!isTold || partition.isPresent()) {
      partition = OptionalInt.empty();
      Metrics.gauge(PARTITION, topic).set(0);
      isTold = true;
    }
  }

  public OptionalInt partition() {
    return partition;
  }
}
