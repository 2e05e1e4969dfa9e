package dev.tidemark.report.facts;

import java.util.List;
import java.util.Optional;

/**
 * The rows of a sink of results.
 *
 * @param found how many rows there are, and should be
 * @param rows what is drawn of them
 * @param samples the first rows, as cells of the shape's columns
 * @param unread why its rows are not shown, if they are not
 */
public record SinkFacts(
    String name,
    RowsFound found,
    RowShape shape,
    List<ResultRow> rows,
    List<List<String>> samples,
    Optional<String> unread) {

  /** Whether rows have a start and an end. */
  public boolean hasBars() {
    return shape.start().isPresent() && !rows.isEmpty();
  }

  /** Whether rows have an instant, but no span. */
  public boolean hasMarks() {
    return shape.at().isPresent() && !rows.isEmpty();
  }

  /** Whether bars are windows of one length, so that their values compare. */
  public boolean hasEqualSpans() {
    return hasBars()
        && rows.get(0).spanMs() > 0
        && rows.stream().allMatch(row -> row.spanMs() == rows.get(0).spanMs());
  }
}
