package dev.tidemark.generate.study;

import java.util.ArrayList;
import java.util.List;

/** Plans what a participant does: activities with pauses in them, and breaks between some. */
final class ActivitySchedule {
  /** Approximate number of readings between two pauses of a long activity. */
  private static final long PIECE_ROWS = 8_000;

  /** Approximate number of readings of one climb up and down. */
  private static final long LAP_ROWS = 16_000;

  private final SeededRandom random;
  private final List<Segment> segments = new ArrayList<>();
  private long tick;
  private boolean longPauseNext;

  private ActivitySchedule(SeededRandom random) {
    this.random = random;
  }

  /**
   * Plans the segments of one phone.
   *
   * @param rows readings of the phone
   * @param stairRows how many of them are on stairs
   */
  static List<Segment> plan(long rows, long stairRows, SeededRandom random) {
    ActivitySchedule schedule = new ActivitySchedule(random);
    long[] shares =
        Shares.split(
            rows - stairRows,
            Activity.STAND.weight(),
            Activity.SIT.weight(),
            Activity.WALK.weight(),
            Activity.BIKE.weight(),
            Activity.UNLABELLED.weight());
    long[] between = Shares.split(shares[4], 1, 1, 1, 1);
    schedule.withPauses(Activity.STAND, shares[0]);
    schedule.add(Activity.UNLABELLED, between[0]);
    schedule.withPauses(Activity.SIT, shares[1]);
    schedule.takeBreak();
    schedule.withPauses(Activity.WALK, shares[2]);
    schedule.add(Activity.UNLABELLED, between[1]);
    schedule.onStairs(stairRows);
    schedule.add(Activity.UNLABELLED, between[2]);
    schedule.takeBreak();
    schedule.withPauses(Activity.BIKE, shares[3]);
    schedule.add(Activity.UNLABELLED, between[3]);
    return schedule.segments;
  }

  private void withPauses(Activity activity, long rows) {
    long[] weights = new long[(int) Math.max(2, 1 + rows / PIECE_ROWS)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = 6L + random.below(9);
    }
    long[] pieces = Shares.split(rows, weights);
    for (int i = 0; i < pieces.length; i++) {
      if (i > 0) {
        pause();
      }
      add(activity, pieces[i]);
    }
  }

  /** Down follows up without a pause, so that a session contains both. */
  private void onStairs(long rows) {
    long[] laps = new long[(int) (1 + rows / LAP_ROWS)];
    for (int i = 0; i < laps.length; i++) {
      laps[i] = rows / laps.length + (i < rows % laps.length ? 1 : 0);
    }
    for (int i = 0; i < laps.length; i++) {
      if (i > 0) {
        pause();
      }
      long[] ways =
          Shares.split(laps[i], Activity.STAIRS_UP.weight(), Activity.STAIRS_DOWN.weight());
      add(Activity.STAIRS_UP, ways[0]);
      add(Activity.STAIRS_DOWN, ways[1]);
    }
  }

  private void add(Activity activity, long rows) {
    if (rows > 0) {
      Segment segment = new Segment(activity, tick, rows);
      segments.add(segment);
      tick = segment.endTick();
    }
  }

  /** Alternately shorter and longer than the gap of 5 s that ends a session, never close to it. */
  private void pause() {
    tick += StudyClock.ticksOfMillis((longPauseNext ? 5_200 : 4_100) + random.below(700));
    longPauseNext = !longPauseNext;
  }

  private void takeBreak() {
    tick += StudyClock.ticksOfMillis(60_000 + random.below(90_000));
  }
}
