package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the numbers of a device's event times count, and from when.
 *
 * @param isFromBoot whether they count from when the device started
 */
record EventScale(Unit unit, boolean isFromBoot) {
  private static final List<Unit> UNITS =
      List.of(Unit.SECONDS, Unit.MILLIS, Unit.MICROS, Unit.NANOS);

  /** No device runs longer, and no clock that was ever set is further off. */
  private static final long TEN_YEARS = Duration.ofDays(3_650).toNanos();

  private static final long DAY = Duration.ofDays(1).toNanos();

  /** In readings: long enough that most spans hold no pause. */
  private static final int SPAN = 50;

  /** A unit is wrong by a thousand at least; a clock that pauses, by less. */
  private static final double MOST_RATIO = 30;

  /**
   * Finds the scale of event times: that of the schema if they then lie within ten years of the
   * arrivals; else that of another unit if they then lie within a day of them; else they count from
   * boot, in the unit in which they pass as arrivals do.
   *
   * @param counts sorted; the event times are the numbers themselves
   * @param written the unit of the schema; {@link Unit#NONE} for instants that are no numbers
   */
  static EventScale of(ReadingTimes counts, Unit written) {
    int middle = counts.size() / 2;
    if (isNear(counts, middle, written, TEN_YEARS)) {
      return new EventScale(written, false);
    }
    for (Unit unit : written == Unit.NONE ? List.<Unit>of() : UNITS) {
      if (isNear(counts, counts.size() / 4, unit, DAY)
          && isNear(counts, middle, unit, DAY)
          && isNear(counts, (int) (counts.size() * 3L / 4), unit, DAY)) {
        return new EventScale(unit, false);
      }
    }
    Unit unit = passingLikeArrivals(counts, written);
    long event = Nanos.times(counts.event(middle), unit.nanos());
    return event >= 0 && event < TEN_YEARS
        ? new EventScale(unit, true)
        : new EventScale(written, false);
  }

  private static boolean isNear(ReadingTimes counts, int reading, Unit unit, long within) {
    long event = Nanos.times(counts.event(reading), unit.nanos());
    long delay = Nanos.minus(counts.arrival(reading), event);
    return delay <= within && delay >= -within;
  }

  private static Unit passingLikeArrivals(ReadingTimes counts, Unit written) {
    double[] rates = new double[counts.size() / SPAN + 1];
    int known = 0;
    for (int start = 0; start < counts.size(); start += SPAN) {
      int end = Math.min(start + SPAN, counts.size()) - 1;
      double arrived = (double) counts.arrival(end) - counts.arrival(start);
      double happened = (double) counts.event(end) - counts.event(start);
      if (arrived > 0 && happened > 0) {
        rates[known++] = arrived / happened;
      }
    }
    if (known == 0 || written == Unit.NONE) {
      return written;
    }
    Arrays.sort(rates, 0, known);
    double nanos = rates[known / 2];
    if (isLike(nanos, written)) {
      return written;
    }
    return UNITS.stream().filter(unit -> isLike(nanos, unit)).findFirst().orElse(written);
  }

  private static boolean isLike(double nanos, Unit unit) {
    return nanos <= unit.nanos() * MOST_RATIO && nanos >= unit.nanos() / MOST_RATIO;
  }
}
