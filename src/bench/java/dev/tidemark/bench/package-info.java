/**
 * Times Tidemark against what its users would otherwise run, on the same data, each contender in a
 * process of its own. {@link dev.tidemark.bench.Benchmark} is the whole story; {@code contenders}
 * holds the other programs, each written as its own users would write it.
 */
package dev.tidemark.bench;
