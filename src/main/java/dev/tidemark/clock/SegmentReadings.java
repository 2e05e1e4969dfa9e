package dev.tidemark.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The readings of a segment in order of arrival.
 *
 * @param stretches one or more, in order
 * @param driftPpb what its clock gains, in parts per billion of event time
 */
record SegmentReadings(List<Stretch> stretches, long driftPpb) {
  /**
   * Returns the segments. Where a clock jumps, a reading from before the jump may arrive after the
   * first from after it. Each reading near a jump belongs to whichever of the two segments gives it
   * the smaller delay that is not negative.
   */
  static List<ClockSegment> segments(List<SegmentReadings> all, ReadingTimes times) {
    List<ClockSegment> byArrival =
        all.stream().map(each -> each.segment(times, each::forEach)).toList();
    List<ClockSegment> segments = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Owners owners = new Owners(all, byArrival, times, i);
      segments.add(
          owners.areNone() ? byArrival.get(i) : all.get(i).segment(times, owners::forEach));
    }
    return segments;
  }

  /** Readings, by their indices. */
  private interface Indices {
    void forEach(IntConsumer each);
  }

  private int start() {
    return stretches.get(0).start();
  }

  private int end() {
    return stretches.get(stretches.size() - 1).end();
  }

  private void forEach(IntConsumer each) {
    for (Stretch stretch : stretches) {
      for (int i = stretch.start(); i < stretch.end(); i++) {
        each.accept(i);
      }
    }
  }

  private ClockSegment segment(ReadingTimes times, Indices readings) {
    long[] bounds = {Long.MAX_VALUE, Long.MIN_VALUE};
    readings.forEach(
        i -> {
          bounds[0] = Math.min(bounds[0], times.event(i));
          bounds[1] = Math.max(bounds[1], times.event(i));
        });
    ClockSegment drifting = new ClockSegment(bounds[0], bounds[1], 0, driftPpb);
    long[] least = {Long.MAX_VALUE};
    readings.forEach(i -> least[0] = Math.min(least[0], drifting.delay(times, i)));
    return new ClockSegment(bounds[0], bounds[1], Nanos.minus(0, least[0]), driftPpb);
  }

  /** The readings that belong to one of the segments: its own, and some of its neighbours'. */
  private record Owners(
      List<SegmentReadings> all, List<ClockSegment> segments, ReadingTimes times, int owner) {
    void forEach(IntConsumer each) {
      for (int near = Math.max(0, owner - 1); near < Math.min(owner + 2, all.size()); near++) {
        int arrivedIn = near;
        all.get(near).forEach(i -> give(arrivedIn, i, each));
      }
    }

    boolean areNone() {
      boolean[] isAny = {false};
      forEach(i -> isAny[0] = true);
      return !isAny[0];
    }

    private void give(int arrivedIn, int reading, IntConsumer each) {
      if (ownerOf(arrivedIn, reading) == owner) {
        each.accept(reading);
      }
    }

    private int ownerOf(int arrivedIn, int reading) {
      int start = all.get(arrivedIn).start();
      if (arrivedIn > 0) {
        // A reading from after the jump cannot have been under way since before it.
        long since = Nanos.minus(times.arrival(reading), times.arrival(start));
        if (since < ahead(arrivedIn, arrivedIn - 1)
            && isRatherOf(arrivedIn - 1, arrivedIn, reading)) {
          return arrivedIn - 1;
        }
      }
      boolean isAtEnd = reading >= all.get(arrivedIn).end() - Stretch.WITNESSES;
      return isAtEnd && arrivedIn + 1 < all.size() && isRatherOf(arrivedIn + 1, arrivedIn, reading)
          ? arrivedIn + 1
          : arrivedIn;
    }

    /** Whether a reading is rather of a neighbour, whose clock is further behind. */
    private boolean isRatherOf(int neighbour, int arrivedIn, int reading) {
      return ahead(arrivedIn, neighbour) > Stretch.JUMP
          && segments.get(neighbour).delay(times, reading) >= -Stretch.JUMP;
    }

    private long ahead(int segment, int other) {
      return Nanos.minus(segments.get(segment).subtract(), segments.get(other).subtract());
    }
  }
}
