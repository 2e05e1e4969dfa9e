package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the numbers of a device's event times count, and from when.
 *
 * @param units one where all count the same; none where no unit fits, several where they are mixed
 */
public record EventScale(List<Unit> units, Epoch epoch) {

  /** When event times begin to count. */
  public enum Epoch {
    SINCE_1970("1970"),
    FROM_BOOT("boot"),
    UNKNOWN("unknown");

    private final String label;

    Epoch(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  private static final List<Unit> UNITS =
      List.of(Unit.SECONDS, Unit.MILLIS, Unit.MICROS, Unit.NANOS);

  /** No device runs longer, and few clocks that were ever set are further off. */
  private static final long TEN_YEARS = Duration.ofDays(3_650).toNanos();

  /** A clock that goes may count from another year than 1970, but not be further off. */
  private static final long CENTURY = 10 * TEN_YEARS;

  private static final long DAY = Duration.ofDays(1).toNanos();

  /** A clock that shows one time for longer does not go. */
  private static final long STANDSTILL = 10 * Nanos.PER_SECOND;

  /** In readings: long enough that most spans hold no pause. */
  private static final int SPAN = 50;

  /** A unit is wrong by a thousand at least; a clock that pauses, by less. */
  private static final double MOST_RATIO = 30;

  /** Of so many readings, one of another unit is an accident. */
  private static final int ACCIDENT = 100;

  public EventScale {
    units = List.copyOf(units);
  }

  private EventScale(Unit unit, Epoch epoch) {
    this(List.of(unit), epoch);
  }

  boolean isKnown() {
    return epoch != Epoch.UNKNOWN;
  }

  boolean isFromBoot() {
    return epoch == Epoch.FROM_BOOT;
  }

  /**
   * Finds the scale of event times: that of the schema if they then lie within ten years of the
   * arrivals; else that of another unit if they then lie within a day of them; else they count from
   * boot, or from another year, in the unit in which they pass as arrivals do. It is unknown where
   * none of that holds, or not for most of them, or where several lie within a day of the arrivals
   * in another unit than the others.
   *
   * @param counts sorted; the event times are the numbers themselves
   * @param written the unit of the schema; {@link Unit#NONE} for instants that are no numbers
   */
  static EventScale of(ReadingTimes counts, Unit written) {
    EventScale scale = byMost(counts, written);
    if (!scale.isKnown()) {
      return scale;
    }
    Unit unit = scale.units().get(0);
    Map<Unit, Integer> others = new EnumMap<>(Unit.class);
    int since1970 = 0;
    int lost = 0;
    for (int i = 0; i < counts.size(); i++) {
      if (isNear(counts, i, unit, TEN_YEARS)) {
        since1970++;
      } else {
        Optional<Unit> other = written == Unit.NONE ? Optional.empty() : unitByDay(counts, i);
        other.ifPresent(each -> others.merge(each, 1, Integer::sum));
        lost += other.isPresent() || isPossible(counts, i, unit) ? 0 : 1;
      }
    }
    others.values().removeIf(count -> isAccident(count, counts));
    // At times, a count from boot looks like a time since 1970 in a smaller unit.
    if (!others.isEmpty() && !(scale.isFromBoot() && isAccident(since1970, counts))) {
      others.put(unit, counts.size());
      return new EventScale(List.copyOf(others.keySet()), Epoch.UNKNOWN);
    }
    return 2L * lost > counts.size() ? unknown(written) : scale;
  }

  private static boolean isAccident(int readings, ReadingTimes counts) {
    return readings * (long) ACCIDENT < counts.size();
  }

  private static EventScale unknown(Unit written) {
    return new EventScale(written == Unit.NONE ? List.of(written) : List.of(), Epoch.UNKNOWN);
  }

  private static EventScale byMost(ReadingTimes counts, Unit written) {
    int middle = counts.size() / 2;
    if (isNear(counts, middle, written, TEN_YEARS)) {
      return new EventScale(written, Epoch.SINCE_1970);
    }
    Optional<Unit> another = written == Unit.NONE ? Optional.empty() : unitByDay(counts, middle);
    if (another.isPresent()
        && isNear(counts, counts.size() / 4, another.get(), DAY)
        && isNear(counts, (int) (counts.size() * 3L / 4), another.get(), DAY)) {
      return new EventScale(another.get(), Epoch.SINCE_1970);
    }
    Optional<Unit> passing = passingLikeArrivals(counts, written);
    Unit unit = passing.orElse(written);
    if (standsStill(counts) || !isPossible(counts, middle, unit)) {
      return unknown(written);
    }
    if (isUptime(counts, middle, unit)) {
      return new EventScale(unit, Epoch.FROM_BOOT);
    }
    // A date needs no other readings to tell its unit.
    return passing.isPresent() || written == Unit.NONE
        ? new EventScale(unit, Epoch.SINCE_1970)
        : unknown(written);
  }

  /** The unit in which an event time lies within a day of its arrival. */
  private static Optional<Unit> unitByDay(ReadingTimes counts, int reading) {
    return UNITS.stream().filter(unit -> isNear(counts, reading, unit, DAY)).findFirst();
  }

  private static boolean isNear(ReadingTimes counts, int reading, Unit unit, long within) {
    long event = Nanos.times(counts.event(reading), unit.nanos());
    long delay = Nanos.minus(counts.arrival(reading), event);
    return delay <= within && delay >= -within;
  }

  private static boolean isUptime(ReadingTimes counts, int reading, Unit unit) {
    long event = Nanos.times(counts.event(reading), unit.nanos());
    return event >= 0 && event < TEN_YEARS;
  }

  /** Whether a clock can show it that goes, whatever its epoch. */
  private static boolean isPossible(ReadingTimes counts, int reading, Unit unit) {
    return isUptime(counts, reading, unit)
        || (counts.event(reading) >= 0 && isNear(counts, reading, unit, CENTURY));
  }

  private static boolean standsStill(ReadingTimes counts) {
    int last = counts.size() - 1;
    return Nanos.minus(counts.arrival(last), counts.arrival(0)) > STANDSTILL
        && IntStream.range(0, counts.size()).allMatch(i -> counts.event(i) == counts.event(0));
  }

  /** The unit in which event times pass as arrivals do; empty where none does. */
  private static Optional<Unit> passingLikeArrivals(ReadingTimes counts, Unit written) {
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
    if (known == 0) {
      return Optional.empty();
    }
    Arrays.sort(rates, 0, known);
    double nanos = rates[known / 2];
    if (isLike(nanos, written)) {
      return Optional.of(written);
    }
    return written == Unit.NONE
        ? Optional.empty()
        : UNITS.stream().filter(unit -> isLike(nanos, unit)).findFirst();
  }

  private static boolean isLike(double nanos, Unit unit) {
    return nanos <= unit.nanos() * MOST_RATIO && nanos >= unit.nanos() / MOST_RATIO;
  }
}
