package dev.tidemark.clock;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a device's clock stands to the arrivals of its readings, in one word. */
public enum Verdict {
  UNKNOWN(
      "shows times that fit no unit and epoch, or several units: no table corrects it, so mend"
          + " what writes them"),
  FROM_BOOT("counts from when the device started, not from 1970"),
  AHEAD("is ahead: readings seem to arrive before they happen"),
  BEHIND("is behind, or all its readings take this long to arrive"),
  SET("was set back or ahead while readings were taken"),
  PAUSES("stands still at times, as when the device sleeps"),
  DRIFTS("gains or loses steadily"),
  OK("is right");

  private final String meaning;

  Verdict(String meaning) {
    this.meaning = meaning;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the clock does, in words for a user. */
  public String meaning() {
    return meaning;
  }

  /** The verdicts on clocks that a table can correct. */
  static List<Verdict> corrected() {
    return Arrays.stream(values()).filter(verdict -> verdict != UNKNOWN).toList();
  }

  /**
   * Decides by the first rule that holds.
   *
   * @param tolerance how far a clock may be off, ns
   */
  static Verdict of(
      boolean isFromBoot, List<ClockSegment> segments, List<ClockStep> steps, long tolerance) {
    if (isFromBoot) {
      return FROM_BOOT;
    }
    if (segments.stream().allMatch(segment -> least(segment) > tolerance)) {
      return AHEAD;
    }
    if (segments.stream().allMatch(segment -> most(segment) < -tolerance)) {
      return BEHIND;
    }
    if (steps.contains(ClockStep.SET_BACK) || steps.contains(ClockStep.SET_AHEAD)) {
      return SET;
    }
    if (steps.contains(ClockStep.PAUSE)) {
      return PAUSES;
    }
    return segments.stream().anyMatch(segment -> segment.driftPpb() != 0) ? DRIFTS : OK;
  }

  private static long least(ClockSegment segment) {
    return Math.min(segment.subtract(), atEnd(segment));
  }

  private static long most(ClockSegment segment) {
    return Math.max(segment.subtract(), atEnd(segment));
  }

  private static long atEnd(ClockSegment segment) {
    return Nanos.minus(segment.to(), segment.corrected(segment.to()));
  }
}
