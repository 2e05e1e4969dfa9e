package dev.tidemark.ordered;

import dev.tidemark.model.SideOutput;
import java.util.List;

/** Rows that a machine emitted together, as JSON lines, and the side output that goes with them. */
record RowBatch(List<String> rows, SideOutput sideOutput) {}
