package dev.tidemark.source.kafka;

import dev.tidemark.format.ReadingFormat.JsonLines;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.source.stream.ArrivalStreamFactory;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.trace.ReadTracer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * Opens a topic's partitions as a stream.
 *
 * @param ranges the offsets to read; unbounded where the topic is followed
 * @param speed how many times faster than the readings arrived; infinite for as fast as possible
 * @param following how to follow a topic, and until when; a replay does not use it
 */
public record TopicPartitions(
    KafkaTopic topic,
    JsonLines format,
    List<PartitionRange> ranges,
    double speed,
    FollowSettings following,
    Duration maxArrivalStep)
    implements ArrivalStreamFactory<TopicPosition> {
  /** A replay ends with its partitions: it needs no stop file, and is never idle. */
  private static final FollowSettings TO_THE_END =
      new FollowSettings(0, "", Duration.ofNanos(Long.MAX_VALUE));

  /** Reads what the topic held when the run began. */
  public static TopicPartitions replay(
      KafkaTopic topic,
      JsonLines format,
      List<PartitionRange> ranges,
      double speed,
      Duration maxArrivalStep) {
    return new TopicPartitions(topic, format, ranges, speed, TO_THE_END, maxArrivalStep);
  }

  /** Reads what the topic held when the run began, and what comes until the stream is stopped. */
  public static TopicPartitions follow(
      KafkaTopic topic,
      JsonLines format,
      List<PartitionRange> ranges,
      FollowSettings settings,
      Duration maxArrivalStep) {
    List<PartitionRange> unbounded = ranges.stream().map(PartitionRange::unbounded).toList();
    return new TopicPartitions(
        topic, format, unbounded, Double.POSITIVE_INFINITY, settings, maxArrivalStep);
  }

  @Override
  public TopicStream open(Optional<TopicPosition> position, ReadTracer tracer) {
    return TopicStream.of(
        topic,
        format,
        TopicConsumer.of(topic),
        position.orElseGet(() -> TopicPosition.start(ranges)),
        new ReplayPacer(speed),
        following,
        maxArrivalStep,
        tracer);
  }

  @Override
  public Coder<TopicPosition> positionCoder() {
    return TopicPosition.CODER;
  }
}
