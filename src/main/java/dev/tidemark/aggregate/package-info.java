/**
 * The {@code Combine} step: what a group of readings comes to. {@link
 * dev.tidemark.aggregate.PreCombineFn} reduces each bundle to one partial result per key and
 * window, so only partials cross the shuffle; {@link dev.tidemark.aggregate.CombineReadings} merges
 * them, and {@link dev.tidemark.aggregate.ResultRows} turns each result into a row. What a partial
 * holds for each aggregate is in {@code aggregate.function}.
 */
package dev.tidemark.aggregate;
