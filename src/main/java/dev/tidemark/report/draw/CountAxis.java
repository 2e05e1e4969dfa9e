package dev.tidemark.report.draw;

/** An axis of counts, from zero, in four parts of a round number each. */
public final class CountAxis {
  private static final long[] ROUND = {10, 15, 20, 25, 30, 40, 50, 60, 80, 100};

  private CountAxis() {}

  /**
   * Where the axis ends, so that a count lies on it.
   *
   * @param highest not negative
   * @return a multiple of four
   */
  public static long top(long highest) {
    long least = Math.max(1, (highest + 3) / 4);
    if (least < ROUND[0]) {
      return 4 * least;
    }
    long power = 1;
    while (ROUND[ROUND.length - 1] * power < least) {
      power *= 10;
    }
    int round = 0;
    while (ROUND[round] * power < least) {
      round++;
    }
    return 4 * ROUND[round] * power;
  }
}
