package dev.tidemark.source;

import dev.tidemark.model.KafkaTopic;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/** A topic that a run reads, and how far its partitions went when the run began. */
public record InputTopic(KafkaTopic topic, List<Range> ranges) implements Input, Serializable {

  /** The offsets of a partition that were there, from {@code start} up to {@code end}. */
  public record Range(int partition, long start, long end) implements Serializable {}

  /** Offsets, which are as many as the records unless the topic is compacted or transactional. */
  long offsets() {
    return ranges.stream().mapToLong(range -> range.end() - range.start()).sum();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "topic %s, %,d %s, %,d records",
        topic.name(),
        ranges.size(),
        ranges.size() == 1 ? "partition" : "partitions",
        offsets());
  }
}
