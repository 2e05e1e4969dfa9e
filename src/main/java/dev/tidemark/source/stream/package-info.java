/**
 * What every stream of readings shares, wherever it comes from.
 *
 * <p>An {@link dev.tidemark.source.stream.ArrivalStream} yields lines merged by arrival time. The
 * reader of Beam's unbounded source takes lines from it, lets the {@link
 * dev.tidemark.source.stream.ArrivalClock} judge each reading, and emits batches that carry how far
 * the stream has come; a checkpoint mark holds the stream's position and the clock. {@code
 * source.stream.files} and {@code source.kafka} implement {@code ArrivalStream}.
 */
package dev.tidemark.source.stream;
