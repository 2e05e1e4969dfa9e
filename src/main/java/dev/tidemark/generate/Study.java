package dev.tidemark.generate;

import java.util.ArrayList;
import java.util.List;

/** All recordings, one participant at a time. */
final class Study {
  /** Clear of the latest late row, so that no participant's rows arrive in the next one's turn. */
  private static final long MILLIS_BETWEEN = 16 * 60_000;

  private Study() {}

  /** Each starts at its turn, or where a large table makes turns long, after the one before. */
  static List<Recording> plan(GeneratorSettings settings) {
    RowBudget allotment = new RowBudget(settings.rows());
    List<Recording> recordings = new ArrayList<>();
    long free = 0;
    for (Participant user : Participant.values()) {
      SeededRandom chance = SeededRandom.of(settings.seed(), "script " + user.label());
      Recording recording =
          new Recording(
              user,
              Math.max(free, user.turnTick()),
              allotment.rows(user),
              user == Participant.E ? settings.outliers() : 0,
              ActivitySchedule.write(allotment.phoneRows(user), allotment.stairRows(user), chance));
      recordings.add(recording);
      free = recording.endTick() + StudyClock.ticksOfMillis(MILLIS_BETWEEN);
    }
    return recordings;
  }
}
