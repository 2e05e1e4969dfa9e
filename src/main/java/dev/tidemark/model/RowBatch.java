package dev.tidemark.model;

import java.util.List;

/** Rows that a step put out together, as JSON lines, and what was set aside on the way to them. */
public record RowBatch(List<String> rows, SideOutput sideOutput) {}
