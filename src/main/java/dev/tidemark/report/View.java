package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.facts.RowsFound;
import dev.tidemark.report.facts.RunReport;

/**
 * What a view is made of.
 *
 * @param plots receives the data of plots that scripts draw
 */
record View(RunReport run, Detail detail, Palette palette, ObjectNode plots) {
  /** What to say of the rows that were found of a sink. */
  FoundText rows(String sink, RowsFound found) {
    return new FoundText(sink, found, run.manifest().isPresent());
  }
}
