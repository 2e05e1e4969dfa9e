package dev.tidemark.source.stream;

import java.util.List;

/** Arrival clocks for tests that are not about how a first reading is confirmed. */
final class Confirmed {
  private Confirmed() {}

  /** A clock whose first reading counts at once, as if enough had come before it. */
  static ArrivalClock fromTheFirst(StreamRequirements settings) {
    ArrivalClock.State start = ArrivalClock.start(settings).mark();
    return ArrivalClock.resume(
        settings,
        new ArrivalClock.State(
            start.mark(),
            new SteadyClock.State(Long.MIN_VALUE, SteadyClock.CONFIRMING, 0, List.of()),
            start.latestEvent(),
            start.ended(),
            start.pause(),
            start.marks(),
            start.keys(),
            start.windows()));
  }
}
