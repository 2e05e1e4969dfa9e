/**
 * Where readings come from: the front door to {@code source.*}, and the only package of theirs that
 * knows both files and topics.
 *
 * <p>A pipeline file names an {@link dev.tidemark.source.Origin}. Before a run begins the origin is
 * matched, which yields an {@link dev.tidemark.source.Input}: files that exist, or a topic's
 * offsets. The input in turn is read once, replayed or followed; each is a Beam transform that
 * emits batches of readings.
 *
 * <pre>
 * Origin -&gt; Input -&gt; read once   source.files          ranges of files, in parallel
 *                 -&gt; replay,    source.stream         one stream in order of arrival, with a clock
 *                    follow     source.stream.files     from files
 *                               source.kafka            from a topic's partitions
 * </pre>
 *
 * <p>Below them all, {@code format} turns bytes into readings and readings into batches.
 */
package dev.tidemark.source;
