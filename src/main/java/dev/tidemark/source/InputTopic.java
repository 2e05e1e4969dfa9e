package dev.tidemark.source;

import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.source.files.NoInputException;
import dev.tidemark.source.files.Splitting;
import dev.tidemark.source.kafka.PartitionRange;
import dev.tidemark.source.kafka.TopicPartitions;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReadStream;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.trace.TracedReading;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/** The topic that a run reads, and the offsets its partitions held when the run began. */
public record InputTopic(KafkaTopic topic, List<PartitionRange> ranges, JsonLines format)
    implements Input {

  /**
   * Asks the brokers for the topic's partitions.
   *
   * @throws NoInputException if the topic does not exist or no broker can be reached
   */
  public static InputTopic match(KafkaTopic topic, JsonLines format) throws NoInputException {
    return new InputTopic(topic, PartitionRange.of(topic), format);
  }

  @Override
  public String description() {
    // As many as the records, unless the topic is compacted or transactional.
    long offsets = ranges.stream().mapToLong(range -> range.end() - range.start()).sum();
    return String.format(
        Locale.ROOT,
        "topic %s, %,d %s, %,d records",
        topic.name(),
        ranges.size(),
        ranges.size() == 1 ? "partition" : "partitions",
        offsets);
  }

  @Override
  public List<InputFile> files() {
    return List.of();
  }

  @Override
  public PTransform<PBegin, PCollection<ReadingBatch>> readOnce(
      Splitting splitting, String step, TracedReading traced) {
    throw new UnsupportedOperationException(
        "topic " + topic.name() + " can only be replayed or followed");
  }

  @Override
  public ReadStream replay(
      StreamRequirements requirements, double speed, String step, TracedReading traced) {
    return ReadStream.of(
        TopicPartitions.replay(topic, format, ranges, speed, requirements.maxArrivalStep()),
        requirements,
        step,
        traced);
  }

  @Override
  public ReadStream follow(
      StreamRequirements requirements, FollowSettings settings, String step, TracedReading traced) {
    return ReadStream.of(
        TopicPartitions.follow(topic, format, ranges, settings, requirements.maxArrivalStep()),
        requirements,
        step,
        traced);
  }
}
