/**
 * What the views of a run draw with: words for numbers, tables, axes and charts, all of them in
 * tags ({@code markup}) and of bounded size. Knows nothing of runs.
 */
package dev.tidemark.report.draw;
