package dev.tidemark.time;

import java.util.Locale;

/** Formats spans of time for a user. */
public final class SpanText {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long YEAR = 31_556_952 * SECOND;

  private SpanText() {}

  /**
   * Exact up to two days; above that rounded to a tenth of a day, and above two years to a year.
   */
  public static String of(long ms) {
    if (ms >= 2 * YEAR) {
      return String.format(Locale.ROOT, "%,d years", Math.round((double) ms / YEAR));
    }
    if (ms >= 2 * DAY) {
      return String.format(Locale.ROOT, "%,.1f days", (double) ms / DAY).replace(".0 ", " ");
    }
    if (ms >= HOUR && ms % HOUR == 0) {
      return ms / HOUR + " h";
    }
    if (ms >= MINUTE && ms % MINUTE == 0) {
      return ms / MINUTE + " min";
    }
    String seconds = String.format(Locale.ROOT, "%,d.%03d", ms / SECOND, ms % SECOND);
    return seconds.replaceFirst("\\.?0+$", "") + " s";
  }
}
