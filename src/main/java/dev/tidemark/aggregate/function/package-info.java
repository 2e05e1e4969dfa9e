/**
 * What an aggregate computes: {@link dev.tidemark.aggregate.function.Function} names each function
 * with its fields, and an {@link dev.tidemark.aggregate.function.Accumulator} holds its result so
 * far. Accumulators are plain Java: they merge to the same result, to the last bit, however the
 * readings were split and ordered.
 */
package dev.tidemark.aggregate.function;
