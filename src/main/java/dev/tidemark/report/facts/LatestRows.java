package dev.tidemark.report.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rows of a sink are the answer: a stream refines its rows, and the last one of a key counts.
 */
public final class LatestRows {
  private LatestRows() {}

  /**
   * The rows that no other replaces: of those of one window the one with the last pane or, as
   * results only grow, with the largest value; and of sessions those that lie in no other.
   *
   * @param isRefined whether rows may replace one another; otherwise all of them count
   */
  public static List<ResultRow> of(List<ResultRow> rows, boolean isRefined) {
    if (!isRefined) {
      return rows;
    }
    Map<Object, ResultRow> last = new HashMap<>();
    for (ResultRow row : rows) {
      last.merge(
          List.of(row.lane(), row.startMs(), row.endMs()),
          row,
          (one, other) -> BY_PANE.compare(one, other) < 0 ? other : one);
    }
    List<ResultRow> ordered = new ArrayList<>(last.values());
    ordered.sort(
        Comparator.comparing(ResultRow::lane)
            .thenComparing(ResultRow::startMs)
            .thenComparing(row -> -row.endMs()));
    return outermost(ordered);
  }

  private static final Comparator<ResultRow> BY_PANE =
      Comparator.comparingLong(ResultRow::pane).thenComparingDouble(ResultRow::value);

  /** Without those that lie in one before; windows of one length never do. */
  private static List<ResultRow> outermost(List<ResultRow> ordered) {
    List<ResultRow> kept = new ArrayList<>();
    for (ResultRow row : ordered) {
      ResultRow before = kept.isEmpty() ? row : kept.get(kept.size() - 1);
      if (kept.isEmpty() || !before.lane().equals(row.lane()) || row.endMs() > before.endMs()) {
        kept.add(row);
      }
    }
    return kept;
  }
}
