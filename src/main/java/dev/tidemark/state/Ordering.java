package dev.tidemark.state;

/** Where a step's readings come from, and so how they are brought into order. */
public sealed interface Ordering {
  /** The same for a step that takes what this one puts out. */
  default Ordering behind() {
    return this;
  }

  /** All of them are there: they are sorted. */
  record Sorted() implements Ordering {}

  /** A stream on a runner with timers in event time: the watermark lets readings go. */
  record AtWatermark() implements Ordering {}

  /**
   * A stream on a runner without them: the arrival clock lets readings go, as the blocks tell it.
   *
   * @param before how many such steps stand before this one
   */
  record AtArrivalClock(int before) implements Ordering {
    @Override
    public Ordering behind() {
      return new AtArrivalClock(before + 1);
    }
  }
}
