package dev.tidemark.model;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a person should know of a run's input, beside the counts. Like them it is data that travels
 * with the records: it is bounded, and adds up to the same however the input was split.
 *
 * @param firstMalformed of the malformed lines the first by file and place
 * @param lateness by step
 * @param clocks by device, the largest difference of an event time from its arrival in ms, if it is
 *     more than a day: the first {@link #MOST_CLOCKS} by name
 */
public record Findings(
    Optional<Malformed> firstMalformed, Map<String, Lateness> lateness, Map<String, Long> clocks) {

  public static final Findings NONE = new Findings(Optional.empty(), Map.of(), Map.of());

  /** One more than a person is told of, so that one knows whether these are all. */
  public static final int MOST_CLOCKS = 11;

  private static final Comparator<Malformed> BY_PLACE =
      Comparator.comparing(Malformed::file).thenComparingLong(Malformed::offset);

  /** Of two differences the larger one; of equal ones that of a clock that is behind. */
  private static final Comparator<Long> BY_SIZE =
      Comparator.<Long>comparingLong(Math::abs).thenComparing(Comparator.reverseOrder());

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
   * @param settings what decided, for a person
   */
  public record Lateness(long readings, long largestDelayMs, String settings) {
    Lateness plus(Lateness other) {
      return new Lateness(
          readings + other.readings, Math.max(largestDelayMs, other.largestDelayMs), settings);
    }
  }

  /** One malformed line. */
  public static Findings of(MalformedLine line) {
    return new Findings(Optional.of(Malformed.of(line)), Map.of(), Map.of());
  }

  /** What was too late for one step. */
  public static Findings of(String step, Lateness lateness) {
    return new Findings(Optional.empty(), Map.of(step, lateness), Map.of());
  }

  /** A reading of a device. */
  public static Findings ofClock(String device, long differenceMs) {
    return new Findings(Optional.empty(), Map.of(), Map.of(device, differenceMs));
  }

  /** Of two differences of a device the one that is told. */
  public static Long farther(Long one, Long other) {
    return BY_SIZE.compare(one, other) >= 0 ? one : other;
  }

  public boolean isEmpty() {
    return firstMalformed.isEmpty() && lateness.isEmpty() && clocks.isEmpty();
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
        bothClocks(clocks, other.clocks));
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

  /** What is left out here has as many before it, so it would be left out of the whole, too. */
  private static Map<String, Long> bothClocks(Map<String, Long> some, Map<String, Long> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    TreeMap<String, Long> both = new TreeMap<>(some);
    others.forEach((device, difference) -> both.merge(device, difference, Findings::farther));
    while (both.size() > MOST_CLOCKS) {
      both.pollLastEntry();
    }
    return both;
  }
}
