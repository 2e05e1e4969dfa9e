package dev.tidemark.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Consecutive readings of a device in order of arrival.
 *
 * @param start the index of the first
 * @param end the index after the last
 */
record Stretch(int start, int end) {
  /** How many readings must agree before a clock is thought to have lost time. */
  static final int WITNESSES = 50;

  /** How often a delay must come before it is thought to be that of a clock. */
  private static final int AGAIN = 3;

  /** Smaller jumps are taken for readings that were under way for longer. */
  static final long JUMP = 250 * Nanos.PER_MILLI;

  /**
   * Divides readings where their clock jumps: where the least delay of the next fifty is above the
   * stretch's least by more than {@link #JUMP}, or one delay is below it by more than that.
   */
  static List<Stretch> between(ReadingTimes times) {
    List<Stretch> stretches = new ArrayList<>();
    int start = 0;
    long least = times.delay(0);
    int witness = 0;
    for (int i = 1; i < times.size(); i++) {
      long delay = times.delay(i);
      boolean jumps = isAbove(least, delay);
      // The witness, at i or later, is a reading that shows that the clock did not jump.
      if (isAbove(delay, least) && (witness < i || isAbove(times.delay(witness), least))) {
        OptionalInt next = firstNotAbove(times, i, least);
        jumps = next.isEmpty();
        witness = next.orElse(i);
      }
      if (jumps) {
        stretches.add(new Stretch(start, i));
        start = i;
        least = delay;
      } else {
        least = Math.min(least, delay);
      }
    }
    stretches.add(new Stretch(start, times.size()));
    return stretches;
  }

  private static OptionalInt firstNotAbove(ReadingTimes times, int from, long least) {
    int end = Math.min(times.size(), from + WITNESSES);
    return IntStream.range(from, end).filter(i -> !isAbove(times.delay(i), least)).findFirst();
  }

  private static boolean isAbove(long delay, long other) {
    return Nanos.minus(delay, other) > JUMP;
  }

  /**
   * Whether it says something about the clock: its least delay comes again, and later. Readings
   * that were held up arrive at once, or each after another delay.
   */
  boolean isSettled(ReadingTimes times) {
    long least = least(times, start, end);
    int near = 0;
    long first = 0;
    long last = 0;
    for (int i = start; i < end; i++) {
      if (!isAbove(times.delay(i), least)) {
        first = near == 0 ? times.arrival(i) : first;
        last = times.arrival(i);
        near++;
      }
    }
    return near >= AGAIN && last - first > JUMP;
  }

  /** What the clock did between this and a later stretch, or that it only drifted. */
  Optional<ClockStep> stepTo(Stretch next, ReadingTimes times) {
    long jump =
        Nanos.minus(
            least(times, next.start, Math.min(next.end, next.start + WITNESSES)),
            least(times, Math.max(start, end - WITNESSES), end));
    if (jump < -JUMP) {
      return Optional.of(ClockStep.SET_AHEAD);
    }
    if (jump <= JUMP) {
      return Optional.empty();
    }
    boolean goesBack = times.event(next.start) < times.event(end - 1);
    return Optional.of(goesBack ? ClockStep.SET_BACK : ClockStep.PAUSE);
  }

  private static long least(ReadingTimes times, int start, int end) {
    long least = Long.MAX_VALUE;
    for (int i = start; i < end; i++) {
      least = Math.min(least, times.delay(i));
    }
    return least;
  }
}
