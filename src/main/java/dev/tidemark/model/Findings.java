package dev.tidemark.model;

import dev.tidemark.model.arrival.ArrivalSummary;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a user should know about a run's input in addition to the counts. Like them it is data that
 * travels with the records: it is bounded, and the same however the input was split.
 *
 * @param firstMalformed the first malformed line, by file and offset
 * @param lateness by step
 * @param clocks by device, by how many ms an event time lies after its arrival (see {@link
 *     #farther}), if the reading arrives more than 10 s before it happens, or more than a day after
 *     (which is negative): the first {@link #MAX_CLOCKS} devices by name
 * @param arrivals how readings arrived, where the run sums that up
 */
public record Findings(
    Optional<Malformed> firstMalformed,
    Map<String, Lateness> lateness,
    Map<String, Long> clocks,
    ArrivalSummary arrivals) {

  public static final Findings NONE =
      new Findings(Optional.empty(), Map.of(), Map.of(), ArrivalSummary.NONE);

  /** One more than is reported, so that it is known whether there are more. */
  public static final int MAX_CLOCKS = 11;

  private static final Comparator<Malformed> BY_PLACE =
      Comparator.comparing(Malformed::file).thenComparingLong(Malformed::offset);

  /** A malformed line, without its text. */
  public record Malformed(String file, long offset, MalformedLine.Reason reason, String error) {
    static Malformed of(MalformedLine line) {
      return new Malformed(line.file(), line.offset(), line.reason(), line.error());
    }
  }

  /**
   * The readings that were too late for a step.
   *
   * @param largestDelayMs how long after its event time one of them arrived, at most
   * @param settings the settings that made them late, in words for a user
   */
  public record Lateness(long readings, long largestDelayMs, String settings) {
    Lateness plus(Lateness other) {
      return new Lateness(
          readings + other.readings, Math.max(largestDelayMs, other.largestDelayMs), settings);
    }
  }

  /** One malformed line. */
  public static Findings of(MalformedLine line) {
    return new Findings(Optional.of(Malformed.of(line)), Map.of(), Map.of(), ArrivalSummary.NONE);
  }

  /** What was too late for one step. */
  public static Findings of(String step, Lateness lateness) {
    return new Findings(Optional.empty(), Map.of(step, lateness), Map.of(), ArrivalSummary.NONE);
  }

  /** A reading of a device. */
  public static Findings ofClock(String device, long differenceMs) {
    return new Findings(
        Optional.empty(), Map.of(), Map.of(device, differenceMs), ArrivalSummary.NONE);
  }

  /** How some readings arrived. */
  public static Findings of(ArrivalSummary arrivals) {
    return new Findings(Optional.empty(), Map.of(), Map.of(), arrivals);
  }

  /**
   * The one of two differences of a device that is reported: the larger, unless only one of them is
   * ahead. A reading may be held up, but none arrives before it happens.
   */
  public static long farther(long one, long other) {
    if (one > 0 || other > 0) {
      return Math.max(one, other);
    }
    return Math.min(one, other);
  }

  public boolean isEmpty() {
    return firstMalformed.isEmpty() && lateness.isEmpty() && clocks.isEmpty() && arrivals.isEmpty();
  }

  public Findings plus(Findings other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new Findings(
        first(firstMalformed, other.firstMalformed),
        bothLateness(lateness, other.lateness),
        bothClocks(clocks, other.clocks),
        arrivals.plus(other.arrivals));
  }

  private static Optional<Malformed> first(Optional<Malformed> one, Optional<Malformed> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return BY_PLACE.compare(one.get(), other.get()) <= 0 ? one : other;
  }

  private static Map<String, Lateness> bothLateness(
      Map<String, Lateness> some, Map<String, Lateness> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    Map<String, Lateness> both = new TreeMap<>(some);
    others.forEach((step, lateness) -> both.merge(step, lateness, Lateness::plus));
    return both;
  }

  /** Keeps the first names. What is dropped here would also be dropped from the whole. */
  private static Map<String, Long> bothClocks(Map<String, Long> some, Map<String, Long> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    TreeMap<String, Long> both = new TreeMap<>(some);
    others.forEach((device, difference) -> both.merge(device, difference, Findings::farther));
    while (both.size() > MAX_CLOCKS) {
      both.pollLastEntry();
    }
    return both;
  }
}
