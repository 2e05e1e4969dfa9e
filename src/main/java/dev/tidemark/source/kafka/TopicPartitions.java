package dev.tidemark.source.kafka;

import dev.tidemark.model.KafkaTopic;
import dev.tidemark.source.stream.ArrivalStreams;
import dev.tidemark.source.stream.FollowSettings;
import dev.tidemark.source.stream.ReplayPacer;
import dev.tidemark.source.stream.SteadyClock;
import dev.tidemark.trace.ReadTracer;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The partitions of a topic, from given places on.
 *
 * @param speed how many times faster than the readings arrived; infinite for as fast as it goes
 * @param following until when, where the topic is followed
 */
public record TopicPartitions(
    KafkaTopic topic,
    TopicPosition start,
    double speed,
    FollowSettings following,
    Duration maxArrivalStep)
    implements ArrivalStreams {
  /** Partitions with an end need no other. */
  private static final FollowSettings TO_THE_END =
      new FollowSettings(0, "", Duration.ofNanos(Long.MAX_VALUE));

  /** What the topic held when the run began. */
  public static TopicPartitions replay(
      KafkaTopic topic, List<PartitionRange> ranges, double speed, Duration maxArrivalStep) {
    return new TopicPartitions(
        topic, start(ranges, PartitionRange::end), speed, TO_THE_END, maxArrivalStep);
  }

  /** That, and what comes until the stream is told to stop. */
  public static TopicPartitions follow(
      KafkaTopic topic,
      List<PartitionRange> ranges,
      FollowSettings settings,
      Duration maxArrivalStep) {
    return new TopicPartitions(
        topic,
        start(ranges, range -> PartitionPosition.NEVER),
        Double.POSITIVE_INFINITY,
        settings,
        maxArrivalStep);
  }

  @Override
  public TopicStream open(Optional<Serializable> position, ReadTracer sightings) {
    return TopicStream.of(
        topic,
        TopicConsumer.of(topic),
        position.map(TopicPosition.class::cast).orElse(start),
        new ReplayPacer(speed),
        following,
        maxArrivalStep,
        sightings);
  }

  private static TopicPosition start(
      List<PartitionRange> ranges, ToLongFunction<PartitionRange> end) {
    return new TopicPosition(
        ranges.stream()
            .map(
                range ->
                    new PartitionPosition(
                        range.partition(),
                        range.start(),
                        SteadyClock.State.START,
                        end.applyAsLong(range)))
            .toList());
  }
}
