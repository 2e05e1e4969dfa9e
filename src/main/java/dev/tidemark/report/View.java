package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.facts.RunReport;

/**
 * What a view is made of.
 *
 * @param plots receives the data of plots that scripts draw
 */
record View(RunReport run, Detail detail, Palette palette, ObjectNode plots) {}
