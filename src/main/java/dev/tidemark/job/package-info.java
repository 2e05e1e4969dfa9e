/**
 * One run, from its command line to its exit code: commands and options, batch and stream
 * execution, the output directory with its lock, manifest and progress, and what is asked of each
 * runner. Starts what {@code pipeline} has built.
 */
package dev.tidemark.job;
