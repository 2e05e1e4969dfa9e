package dev.tidemark.generate;

import java.util.Locale;

/**
 * What to generate. The lines written are {@code rows + duplicates + malformed}; late rows and rows
 * without x are among the rows.
 *
 * @param rows well-formed rows of the table, duplicates not counted
 * @param files how many files the lines are distributed over
 * @param seed the same seed and settings give the same bytes
 * @param malformed extra lines that no reader should accept
 * @param duplicates extra lines that repeat an earlier row and arrive up to 3 s after it
 * @param late rows that arrive 11 s to 15 min after their event time
 * @param nullX rows whose x is null
 */
public record GeneratorSettings(
    long rows, int files, long seed, long malformed, long duplicates, long late, long nullX) {

  /** Rows of the real table. */
  public static final long FULL_SIZE = 6_240_991;

  /** Files of the real table. */
  public static final int FULL_FILES = 80;

  private static final long FEWEST_ROWS = 1_000;
  private static final long MAX_ROWS = 1_000_000_000;
  private static final int MAX_FILES = 1_000;

  /** Checks every setting; the exception names the first that is out of range. */
  public GeneratorSettings {
    within("rows", rows, FEWEST_ROWS, MAX_ROWS);
    within("files", files, 1, MAX_FILES);
    within("malformed", malformed, 0, rows);
    within("duplicates", duplicates, 0, rows / 2);
    within("late", late, 0, rows / 10);
    within("nullX", nullX, 0, rows / 10);
  }

  /** Settings for a table without malformed, repeated or late lines, or nulls. */
  public static GeneratorSettings of(long rows, int files, long seed) {
    return new GeneratorSettings(rows, files, seed, 0, 0, 0, 0);
  }

  /** Rows with event times about 34 hours before all others: 35, fewer in small tables. */
  public long outliers() {
    return Math.min(35, Math.max(5, rows / 2_000));
  }

  private static void within(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must lie between %,d and %,d, but is %d", name, least, most, value));
    }
  }
}
