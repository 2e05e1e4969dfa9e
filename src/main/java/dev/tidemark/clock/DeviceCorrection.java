package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.io.Serializable;
import java.util.List;

/**
 * What corrects the event times of a device: a pure function of a reading's event time and arrival
 * time.
 *
 * <p>The segment whose event times include the reading's own corrects it. Where several do, because
 * the clock was set back or began again, it is the one by which the reading arrived soonest, but
 * not before it happened. What lies between two segments belongs to the earlier one, what lies
 * after the last to the last.
 *
 * @param written the unit that the schema says the numbers have
 * @param unit the unit that they have
 * @param segments in order of arrival, at least one
 */
public record DeviceCorrection(Unit written, Unit unit, List<ClockSegment> segments)
    implements Serializable {
  /** No reading arrives before it happened, but by what arrivals and clocks are uncertain. */
  static final long UNCERTAIN = 250 * Nanos.PER_MILLI;

  public DeviceCorrection {
    segments = List.copyOf(segments);
  }

  /**
   * Corrects an event time.
   *
   * @param event ns since 1970, in the unit of the schema
   * @param arrivalMs ms since 1970
   */
  public long corrected(long event, long arrivalMs) {
    long meant = meant(event);
    return segments.size() == 1
        ? segments.get(0).corrected(meant)
        : corrected(meant, segments, Nanos.times(arrivalMs, Nanos.PER_MILLI));
  }

  private long meant(long event) {
    return written == unit ? event : Nanos.times(event / written.nanos(), unit.nanos());
  }

  private static long corrected(long event, List<ClockSegment> segments, long arrival) {
    boolean isFound = false;
    long best = 0;
    long bestDelay = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (!includes(segments, i, event)) {
        continue;
      }
      long corrected = segments.get(i).corrected(event);
      long delay = Nanos.minus(arrival, corrected);
      if (!isFound || isBetter(delay, bestDelay)) {
        isFound = true;
        best = corrected;
        bestDelay = delay;
      }
    }
    return isFound ? best : earliest(segments).corrected(event);
  }

  /** A delay is the better the smaller it is; one that is impossible, the larger it is. */
  private static boolean isBetter(long delay, long than) {
    boolean isPossible = delay >= -UNCERTAIN;
    boolean isOtherPossible = than >= -UNCERTAIN;
    if (isPossible != isOtherPossible) {
      return isPossible;
    }
    return isPossible ? delay < than : delay > than;
  }

  private static boolean includes(List<ClockSegment> segments, int i, long event) {
    ClockSegment segment = segments.get(i);
    if (event < segment.from()) {
      return false;
    }
    return event <= segment.to()
        || i == segments.size() - 1
        || (segments.get(i + 1).from() > segment.to() && event < segments.get(i + 1).from());
  }

  private static ClockSegment earliest(List<ClockSegment> segments) {
    ClockSegment earliest = segments.get(0);
    for (ClockSegment segment : segments) {
      if (segment.from() < earliest.from()) {
        earliest = segment;
      }
    }
    return earliest;
  }
}
