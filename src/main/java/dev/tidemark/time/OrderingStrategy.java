package dev.tidemark.time;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/** Where a step's readings come from, and so how they are brought into order. */
public sealed interface OrderingStrategy extends Serializable {
  /** The same for a step that takes what this one puts out. */
  default OrderingStrategy after() {
    return this;
  }

  /** Whether more readings may come behind those that are here. */
  default boolean isOfStream() {
    return true;
  }

  /** Before all arrivals: the earliest time that a block can be stamped with. */
  long NO_CLOCK = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  static OrderingStrategy sorted() {
    return new Sorted();
  }

  /** All of them are there: they are sorted. */
  record Sorted() implements OrderingStrategy {
    @Override
    public boolean isOfStream() {
      return false;
    }
  }

  /** A stream on a runner with timers in event time: the watermark lets readings go. */
  record AtWatermark() implements OrderingStrategy {}

  /**
   * A stream on a runner without them: the arrival clock lets readings go, as the blocks tell it.
   *
   * @param before how many such steps stand before this one
   */
  record AtArrivalClock(int before) implements OrderingStrategy {
    @Override
    public OrderingStrategy after() {
      return new AtArrivalClock(before + 1);
    }
  }
}
