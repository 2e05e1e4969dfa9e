/**
 * Where pipeline files say that readings come from and that rows go to: one class for each type of
 * source and of sink, which reads its {@code config}. A source is read into an {@link
 * dev.tidemark.source.Origin}, a sink into a {@link dev.tidemark.pipeline.io.Destination}.
 */
package dev.tidemark.pipeline.io;
