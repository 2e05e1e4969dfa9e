package dev.tidemark.report.facts;

import java.util.List;

/**
 * What is drawn of a row of results.
 *
 * @param lane whose row it is; empty if its sink has no such field
 * @param startMs since 1970; 0 if rows have no time
 * @param endMs the same as the start for a mark
 * @param kinds what colours it, such as activities
 * @param value NaN if rows have no number
 * @param timing of its pane; empty if rows have none
 */
public record ResultRow(
    String lane,
    long startMs,
    long endMs,
    List<String> kinds,
    double value,
    String timing,
    long pane) {

  /** How long it lasts. */
  public long spanMs() {
    return endMs - startMs;
  }
}
