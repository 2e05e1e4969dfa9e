/**
 * Whether two runs have the same answer. {@link dev.tidemark.diff.RunDiff} reads the rows of each
 * sink from the files of both runs ({@link dev.tidemark.diff.SinkRows}), whatever their format,
 * reduces the rows of a stream to the final ones ({@link dev.tidemark.diff.FinalAnswers}) and
 * compares what is left, in memory that the size of the runs does not change. What tells rows apart
 * and which are final stands in the manifests, which {@code output} reads; {@code cli} prints the
 * outcome.
 */
package dev.tidemark.diff;
