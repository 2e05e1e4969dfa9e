/**
 * Tidemark on Beam's Spark runner: the pace of its micro-batches, how its streams end, what Spark
 * keeps of them and how they resume, and what spark-submit decides. {@link
 * dev.tidemark.runner.spark.SparkAdapter} is loaded on every class path; all else that refers to
 * Spark is loaded once a pipeline runs on it. What is said here of Beam holds for the version that
 * {@link dev.tidemark.runner.BeamInternal} names.
 */
package dev.tidemark.runner.spark;
