package dev.tidemark.generate.study;

import java.util.List;

/**
 * One participant's turn with both phones.
 *
 * @param startTick the true time at which both phones start
 * @param rows readings of both phones together
 * @param outliers readings at the start of the second phone, taken before its clock was set
 */
public record Recording(
    Participant user, long startTick, long rows, long outliers, List<Segment> segments) {

  public Recording {
    segments = List.copyOf(segments);
  }

  /** Readings of one phone; the first has one more where the number is odd. */
  public long rowsOf(Phone phone) {
    return phone == Phone.NEXUS4_1 ? rows - rows / 2 : rows / 2;
  }

  long outliersOf(Phone phone) {
    return phone == Phone.NEXUS4_1 ? 0 : outliers;
  }

  long endTick() {
    return startTick + segments.get(segments.size() - 1).endTick();
  }
}
