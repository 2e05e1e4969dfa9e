package dev.tidemark.source.kafka;

import java.io.Serializable;
import java.util.List;

/** How far each partition of a topic has been given out. */
record TopicPosition(List<PartitionPosition> partitions) implements Serializable {}
