package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What corrects the event times of a device: a pure function of a reading's event time and arrival
 * time.
 *
 * <p>The segment whose event times include the reading's own corrects it. Where several do, because
 * the clock was set back or began again, it is the one by which the reading arrived soonest, but
 * not before it happened. What lies between two segments belongs to the earlier one, what lies
 * after the last to the last.
 */
public final class DeviceCorrection implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No reading arrives before it happened, but by what arrivals and clocks are uncertain. */
  static final long UNCERTAIN = 250 * Nanos.PER_MILLI;

  private final Unit written;
  private final Unit unit;
  private final List<ClockSegment> segments;

  /** The segments by where they begin, and of each the last event time that it corrects. */
  private final ClockSegment[] sorted;

  private final long[] ends;

  /** The largest of the ends up to each of these segments. */
  private final long[] largestEnds;

  /**
   * A correction.
   *
   * @param written the unit that the schema says the numbers have
   * @param unit the unit that they have
   * @param segments in order of arrival; none corrects nothing
   */
  public DeviceCorrection(Unit written, Unit unit, List<ClockSegment> segments) {
    this.written = written;
    this.unit = unit;
    this.segments = List.copyOf(segments);
    int[] order =
        IntStream.range(0, segments.size())
            .boxed()
            .sorted(Comparator.comparingLong(i -> segments.get(i).from()))
            .mapToInt(Integer::intValue)
            .toArray();
    this.sorted = Arrays.stream(order).mapToObj(segments::get).toArray(ClockSegment[]::new);
    this.ends = Arrays.stream(order).mapToLong(i -> end(segments, i)).toArray();
    this.largestEnds = ends.clone();
    Arrays.parallelPrefix(largestEnds, Math::max);
  }

  /** The last event time that a segment corrects. */
  private static long end(List<ClockSegment> segments, int i) {
    if (i == segments.size() - 1) {
      return Long.MAX_VALUE;
    }
    long to = segments.get(i).to();
    long next = segments.get(i + 1).from();
    return next > to ? next - 1 : to;
  }

  /** The unit that the schema says the numbers have. */
  public Unit written() {
    return written;
  }

  /** The unit that they have. */
  public Unit unit() {
    return unit;
  }

  /** The segments in order of arrival. */
  public List<ClockSegment> segments() {
    return segments;
  }

  /**
   * Corrects an event time.
   *
   * @param event ns since 1970, in the unit of the schema
   * @param arrivalMs ms since 1970
   */
  public long corrected(long event, long arrivalMs) {
    if (sorted.length == 0) {
      return event;
    }
    long meant = written == unit ? event : Nanos.times(event / written.nanos(), unit.nanos());
    int last = lastFrom(meant);
    return last <= 0
        ? sorted[0].corrected(meant)
        : best(meant, last, Nanos.times(arrivalMs, Nanos.PER_MILLI));
  }

  /** The last segment that begins at or before an event time; negative where none does. */
  private int lastFrom(long event) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle].from() <= event) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private long best(long event, int last, long arrival) {
    boolean isFound = false;
    long best = 0;
    long bestDelay = 0;
    for (int i = last; i >= 0 && largestEnds[i] >= event; i--) {
      if (ends[i] < event) {
        continue;
      }
      long corrected = sorted[i].corrected(event);
      long delay = Nanos.minus(arrival, corrected);
      if (!isFound || isBetter(delay, bestDelay)) {
        isFound = true;
        best = corrected;
        bestDelay = delay;
      }
    }
    return isFound ? best : sorted[0].corrected(event);
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

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceCorrection that
        && written == that.written
        && unit == that.unit
        && segments.equals(that.segments);
  }

  @Override
  public int hashCode() {
    return segments.hashCode();
  }

  @Override
  public String toString() {
    return "%s as %s: %s".formatted(written, unit, segments);
  }
}
