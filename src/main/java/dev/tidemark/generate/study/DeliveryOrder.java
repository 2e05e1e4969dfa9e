package dev.tidemark.generate.study;

/** How the readings of one phone arrive: with jitter, in batches, some after their successors. */
final class DeliveryOrder {
  private final SeededRandom random;
  private long last = Long.MIN_VALUE;
  private long lastJitter;

  DeliveryOrder(SeededRandom random) {
    this.random = random;
  }

  /**
   * How far from its due time a reading is taken: mostly by a tick, sometimes by up to 2.3 ms.
   * After a late one the next is not early: on the real phones two are never less than 2.7 ms
   * apart.
   */
  long jitterTicks() {
    long jitter = random.perMillion(800_000) ? random.below(4) - 1L : random.below(153) - 76L;
    lastJitter = lastJitter > 2 ? Math.abs(jitter) : jitter;
    return lastJitter;
  }

  /** Arrival in ms of a reading taken at a true time; never before the reading's predecessor. */
  long arrival(long tick) {
    last = Math.max(last, StudyClock.EPOCH_MILLIS + StudyClock.millis(tick) + latencyMillis());
    return last;
  }

  /** Arrival in ms of the latest reading. */
  long last() {
    return last;
  }

  /** How many later readings arrive before a reading: usually none, for 3% one, rarely many. */
  long overtakers() {
    int draw = random.below(1_000_000);
    if (draw < 32_000) {
      return 1;
    }
    if (draw < 33_000) {
      return 2L + random.below(3);
    }
    return draw < 33_010 ? 10L + random.below(51) : 0;
  }

  private int latencyMillis() {
    int draw = random.below(1_000);
    if (draw < 720) {
      return random.below(3);
    }
    if (draw < 960) {
      return 4 + random.below(5);
    }
    return draw < 998 ? 9 + random.below(8) : 20 + random.below(21);
  }
}
