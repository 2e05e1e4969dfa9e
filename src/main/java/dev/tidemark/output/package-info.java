/**
 * The output directory of a run: its lock, the rows of each sink, the manifest that is written
 * last, and the checks that a run neither reads what it writes nor deletes what is not its own.
 * Rows come from {@code sink}; {@code job} says when they are complete.
 */
package dev.tidemark.output;
