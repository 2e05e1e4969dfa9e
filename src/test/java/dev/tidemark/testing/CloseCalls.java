package dev.tidemark.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Readings that meet, miss or repeat one another by a hair, some of them late by a hair. */
public final class CloseCalls {
  private static final String LINE =
      "{\"Arrival_Time\":%d,\"Creation_Time\":%d,\"User\":\"%s\",\"Device\":\"%s\",\"Index\":%d,"
          + "\"gt\":%s,\"x\":%s}";

  private static final List<String> ACTIVITIES =
      List.of("\"walk\"", "\"stairsup\"", "\"stairsdown\"", "\"null\"", "null");

  /** From one reading to the next, ns. */
  private static final long[] STEPS = {0, 1, 999, 1_000, 1_000_000, 5_000_000};

  /** Around the gap of five seconds. */
  private static final long[] PAUSES = {4_999_000_000L, 4_999_999_999L, 5_000_000_000L};

  /** Around 10 s, 10 min more, and where windows of ten minutes and of sessions expire; ms. */
  private static final long[] DELAYS = {
    0, 2_000, 10_000, 10_001, 610_000, 610_001, 614_999, 615_000, 900_000, 1_209_999
  };

  private CloseCalls() {}

  /**
   * As many lines, in the order of event time.
   *
   * @param pauseEvery readings from one pause to the next, on average
   */
  public static List<String> lines(Random random, int count, int pauseEvery) {
    List<String> lines = new ArrayList<>();
    long nanos = 1_424_686_734_002_518_798L;
    String activity = ACTIVITIES.get(0);
    for (int i = 0; i < count; i++) {
      boolean pause = random.nextInt(pauseEvery) == 0;
      nanos += pause ? any(PAUSES, random) : any(STEPS, random);
      boolean another = random.nextInt(pauseEvery / 2 + 1) == 0;
      activity = another ? ACTIVITIES.get(random.nextInt(ACTIVITIES.size())) : activity;
      boolean late = random.nextInt(8) == 0;
      lines.add(
          LINE.formatted(
              Math.floorDiv(nanos, 1_000_000L) + (late ? any(DELAYS, random) : 1_000),
              nanos,
              random.nextInt(5) == 0 ? "b" : "a",
              random.nextBoolean() ? "d1" : "d2",
              i,
              activity,
              random.nextInt(10) == 0 ? "null" : Double.toString(random.nextGaussian() * 1e8)));
    }
    return lines;
  }

  private static long any(long[] choices, Random random) {
    return choices[random.nextInt(choices.length)];
  }
}
