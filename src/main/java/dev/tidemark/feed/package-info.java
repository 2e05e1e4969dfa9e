/**
 * Readings of files passed on as they once arrived, for a run to follow: into a directory or into a
 * Kafka topic. Lines come from {@code source.stream.files} in the order of their arrival.
 */
package dev.tidemark.feed;
