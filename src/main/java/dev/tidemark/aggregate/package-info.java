/**
 * The {@code Combine} step: what a group of readings comes to. {@link
 * dev.tidemark.aggregate.PreCombineFn} reduces each bundle to one partial result per key and
 * window, so only partials cross the shuffle; {@link dev.tidemark.aggregate.CombineReadings} merges
 * them, and {@link dev.tidemark.aggregate.ResultFormat} turns each result into a row. Accumulators
 * are plain Java: they merge to the same result however the readings were split and ordered.
 */
package dev.tidemark.aggregate;
