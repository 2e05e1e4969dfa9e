package dev.tidemark.ingest;

import dev.tidemark.model.KafkaTopic;
import java.io.Serializable;
import java.util.Optional;

/**
 * The partitions of a topic, from given places on.
 *
 * @param speed how many times faster than the readings arrived; infinite for as fast as it goes
 */
record TopicSupplies(KafkaTopic topic, TopicPosition start, double speed) implements Supplies {

  /** What the topic held when the run began. */
  static TopicSupplies replay(InputTopic input, double speed) {
    TopicPosition start =
        new TopicPosition(
            input.ranges().stream()
                .map(
                    range ->
                        new PartitionPosition(
                            range.partition(), range.start(), Long.MIN_VALUE, range.end()))
                .toList());
    return new TopicSupplies(input.topic(), start, speed);
  }

  @Override
  public TopicSupply open(Optional<Serializable> position, Sightings sightings) {
    return TopicSupply.of(
        topic,
        TopicConsumer.of(topic),
        position.map(TopicPosition.class::cast).orElse(start),
        new Pace(speed),
        sightings);
  }
}
