/**
 * Where readings come from. {@link dev.tidemark.source.ReadFiles} reads files once, in parallel
 * ranges, into batches of readings; {@code source.stream} turns files ({@code source.files}) and
 * topics ({@code source.kafka}) into one stream in order of arrival.
 */
package dev.tidemark.source;
