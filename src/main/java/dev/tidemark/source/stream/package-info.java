/**
 * What every stream shares: the order of arrival across files or partitions, the arrival clock that
 * lateness is judged by, and the unbounded Beam source that emits batches and checkpoint marks.
 */
package dev.tidemark.source.stream;
