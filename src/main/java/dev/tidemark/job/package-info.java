/**
 * One run, from its request to its exit code: finds the input, claims the {@code output} directory,
 * has a {@code runner} execute what {@code pipeline} has built, as a batch or as a stream, and
 * reports the record counts. {@link dev.tidemark.job.Run} is where to start reading.
 */
package dev.tidemark.job;
