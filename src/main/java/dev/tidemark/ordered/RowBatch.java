package dev.tidemark.ordered;

import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import java.util.List;

/**
 * Rows that a machine emitted together, as JSON lines, and the side output that goes with them.
 *
 * @param emittedAt see {@link Emitted}
 */
record RowBatch(long emittedAt, List<String> rows, SideOutput sideOutput) {
  /** A batch that is emitted now: to be called in the step that runs the machine. */
  static RowBatch now(List<String> rows, SideOutput sideOutput) {
    Emitted<List<String>> emitted = Emitted.now(rows);
    return new RowBatch(emitted.at(), emitted.value(), sideOutput);
  }
}
