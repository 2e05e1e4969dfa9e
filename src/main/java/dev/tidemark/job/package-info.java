/**
 * One run, from its command line to its exit code: commands and options, batch and stream
 * execution, and what is asked of each runner. Starts what {@code pipeline} has built, and leaves
 * its results in an {@code output} directory.
 */
package dev.tidemark.job;
