package dev.tidemark.generate.study;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many rows each participant has, and how many of them on stairs. A few participants hardly
 * climb stairs, so that some exceed 500 readings on stairs in a session and others never do.
 */
final class RowBudget {
  /** On one phone: both phones together stay well below 500, even in a single session. */
  private static final long NON_CLIMBER_ROWS = 200;

  private static final long CLIMBER_ROWS = 650;
  private static final int FEWEST_CLIMBERS = 4;
  private static final int MAX_CLIMBERS = 7;

  private final Map<Participant, Long> rows = new EnumMap<>(Participant.class);
  private final Map<Participant, Long> stairs = new EnumMap<>(Participant.class);

  RowBudget(long total) {
    Participant[] byWeight = Participant.values();
    Arrays.sort(byWeight, Comparator.comparingLong(Participant::weight).reversed());
    long[] weights = Arrays.stream(byWeight).mapToLong(Participant::weight).toArray();
    long[] shares = Shares.split(total, weights);
    for (int i = 0; i < byWeight.length; i++) {
      rows.put(byWeight[i], shares[i]);
    }
    assignStairs(byWeight, weights, stairsOf(total) / 2);
  }

  /** Rows of a participant on both phones. */
  long rows(Participant user) {
    return rows.get(user);
  }

  /** Rows of a participant on the first phone. */
  long phoneRows(Participant user) {
    return (rows.get(user) + 1) / 2;
  }

  /** Rows of a participant on stairs, up and down, on the first phone. */
  long stairRows(Participant user) {
    return stairs.get(user);
  }

  private void assignStairs(Participant[] byWeight, long[] weights, long phoneStairs) {
    long wanted = phoneStairs / CLIMBER_ROWS;
    int climbers = (int) Math.min(MAX_CLIMBERS, Math.max(FEWEST_CLIMBERS, wanted));
    long left = phoneStairs;
    for (int i = climbers; i < byWeight.length; i++) {
      long few = Math.max(2, Math.min(NON_CLIMBER_ROWS, phoneRows(byWeight[i]) * 6 / 100));
      stairs.put(byWeight[i], few);
      left -= few;
    }
    long[] shares = Shares.split(left, Arrays.copyOf(weights, climbers));
    for (int i = 0; i < climbers; i++) {
      stairs.put(byWeight[i], shares[i]);
    }
  }

  private static long stairsOf(long total) {
    long all = Arrays.stream(Activity.values()).mapToLong(Activity::weight).sum();
    return total * (Activity.STAIRS_UP.weight() + Activity.STAIRS_DOWN.weight()) / all;
  }
}
