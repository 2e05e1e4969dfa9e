/**
 * The {@code Combine} step: what a group of readings comes to. {@link
 * dev.tidemark.aggregate.PreCombineFn} reduces each bundle to one partial result per group and
 * window, so only partials cross the shuffle, by bucket of groups; where groups have hardly more
 * than one reading, the readings cross it instead. For bounded input, {@link
 * dev.tidemark.aggregate.MergeWindowsFn} merges what the bundles have and makes a row of each
 * window. In a stream {@link dev.tidemark.aggregate.BucketPanes} keeps the windows of a bucket
 * open, and makes a row of each pane; {@link dev.tidemark.aggregate.FireAtWatermarkFn} or {@link
 * dev.tidemark.aggregate.FireAtArrivalClockFn} tells it when. What a partial holds for each
 * aggregate is in {@code aggregate.function}.
 */
package dev.tidemark.aggregate;
