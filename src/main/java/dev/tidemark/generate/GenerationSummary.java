package dev.tidemark.generate;

/**
 * What was written. Every line is one of rows, duplicates and malformed; outliers, late and nullX
 * are among the rows.
 *
 * @param rows well-formed rows, duplicates not counted
 * @param files files written
 * @param bytes bytes in all files together
 * @param malformed lines that no reader should accept
 * @param duplicates lines that repeat an earlier row
 * @param outliers rows with event times about 34 hours before all others
 * @param late rows that arrive 11 s to 15 min after their event time
 * @param nullX rows whose x is null; a duplicate never repeats one
 */
public record GenerationSummary(
    long rows,
    int files,
    long bytes,
    long malformed,
    long duplicates,
    long outliers,
    long late,
    long nullX) {

  /** All lines written. */
  public long lines() {
    return rows + duplicates + malformed;
  }
}
