/**
 * A Kafka topic and how to reach it: what a pipeline file says of one, {@code source.kafka} reads
 * and {@code sink} writes. Uses nothing else of Tidemark.
 */
package dev.tidemark.kafka;
