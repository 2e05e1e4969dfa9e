package dev.tidemark.ordered;

import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import java.util.List;
import org.apache.beam.sdk.values.Row;

/**
 * Rows that a machine emitted together, and the side output that goes with them.
 *
 * @param emittedAt see {@link Emitted}
 */
record RowBatch(long emittedAt, List<Row> rows, SideOutput sideOutput) {
  /** A batch that is emitted now: to be called in the step that runs the machine. */
  static RowBatch now(List<Row> rows, SideOutput sideOutput) {
    Emitted<List<Row>> emitted = Emitted.now(rows);
    return new RowBatch(emitted.at(), emitted.value(), sideOutput);
  }
}
