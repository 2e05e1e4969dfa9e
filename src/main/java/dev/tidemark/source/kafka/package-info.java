/** The partitions of a Kafka topic as one stream, merged by arrival time. */
package dev.tidemark.source.kafka;
