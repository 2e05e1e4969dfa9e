package dev.tidemark.generate;

import java.util.List;

/**
 * One participant's turn with both phones.
 *
 * @param startTick true time at which both phones start
 * @param rows readings of both phones together
 * @param outliers readings at the start of the second phone whose clock was not yet set
 */
record Recording(
    Participant user, long startTick, long rows, long outliers, List<Segment> stretches) {

  Recording {
    stretches = List.copyOf(stretches);
  }

  /** Readings of one phone; the first has one more where the number is odd. */
  long rowsOf(Phone phone) {
    return phone == Phone.NEXUS4_1 ? rows - rows / 2 : rows / 2;
  }

  long outliersOf(Phone phone) {
    return phone == Phone.NEXUS4_1 ? 0 : outliers;
  }

  long endTick() {
    return startTick + stretches.get(stretches.size() - 1).endTick();
  }
}
