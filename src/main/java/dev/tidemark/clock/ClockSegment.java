package dev.tidemark.clock;

import java.io.Serializable;

/**
 * A stretch of a device's readings over which its clock neither jumps nor stops, and what is wrong
 * with it there.
 *
 * @param from the least of its event times, ns since 1970 as the device has them
 * @param to the largest
 * @param subtract how far the clock is ahead at {@code from}, ns; negative where it is behind
 * @param driftPpb how much it gains, in parts per billion of event time
 */
public record ClockSegment(long from, long to, long subtract, long driftPpb)
    implements Serializable {

  /** Whether its last event time, corrected, is one that a right clock can show. */
  boolean isInRange() {
    return corrected(to) >= 0 && Nanos.minus(to, subtract) < Long.MAX_VALUE;
  }

  /** When a reading happened by a right clock, ns since 1970. */
  long corrected(long event) {
    long gained = driftPpb == 0 ? 0 : Nanos.gained(Nanos.minus(event, from), driftPpb);
    return Nanos.minus(Nanos.minus(event, subtract), gained);
  }

  /** How long after it happened by a right clock a reading arrived, ns. */
  long delay(ReadingTimes times, int reading) {
    return Nanos.minus(times.arrival(reading), corrected(times.event(reading)));
  }
}
