/**
 * A Kafka topic as a stream: its partitions, polled by one consumer and merged by arrival time.
 * Implements the contract of {@code source.stream}; offsets live in its checkpoint marks, never in
 * a consumer group.
 */
package dev.tidemark.source.kafka;
