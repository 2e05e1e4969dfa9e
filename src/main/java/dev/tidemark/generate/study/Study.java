package dev.tidemark.generate.study;

import java.util.ArrayList;
import java.util.List;

/** All recordings, one participant at a time. */
public final class Study {
  /** Longer than the greatest delay, so that a participant's rows all arrive before the next's. */
  private static final long MILLIS_BETWEEN = 16 * 60_000;

  private Study() {}

  /**
   * Plans the recordings in the order of time. Each starts at its participant's turn; in a large
   * table, whose recordings are longer than the turns, it starts after the one before.
   *
   * @param rows rows of all recordings together
   * @param outliers rows from a phone whose clock was not yet set
   */
  public static List<Recording> plan(long rows, long outliers, long seed) {
    RowBudget budget = new RowBudget(rows);
    List<Recording> recordings = new ArrayList<>();
    long free = 0;
    for (Participant user : Participant.values()) {
      SeededRandom random = SeededRandom.of(seed, "script " + user.label());
      Recording recording =
          new Recording(
              user,
              Math.max(free, user.turnTick()),
              budget.rows(user),
              user == Participant.E ? outliers : 0,
              ActivitySchedule.plan(budget.phoneRows(user), budget.stairRows(user), random));
      recordings.add(recording);
      free = recording.endTick() + StudyClock.ticksOfMillis(MILLIS_BETWEEN);
    }
    return recordings;
  }
}
