package dev.tidemark.source.kafka;

import dev.tidemark.model.KafkaTopic;
import dev.tidemark.source.InputMatcher.NoInput;
import dev.tidemark.source.InputTopic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Finds the partitions of a topic, and how far they go. */
public final class TopicMatcher {
  private static final String LATEST = "latest";

  private TopicMatcher() {}

  /**
   * Looks at a topic.
   *
   * @throws NoInput if it does not exist or no broker can be reached
   */
  public static InputTopic match(KafkaTopic topic) throws NoInput {
    try (Consumer<byte[], byte[]> consumer = TopicConsumer.of(topic)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .sorted(Comparator.comparingInt(TopicPartition::partition))
              .toList();
      if (partitions.isEmpty()) {
        throw new NoInput("there is no topic " + topic.name() + " at " + topic.bootstrapServers());
      }
      Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      boolean latest = LATEST.equals(topic.settings().get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
      return new InputTopic(
          topic,
          partitions.stream()
              .map(
                  one ->
                      new InputTopic.Range(
                          one.partition(), (latest ? ends : starts).get(one), ends.get(one)))
              .toList());
    } catch (KafkaException e) {
      throw new NoInput(
          "cannot read topic "
              + topic.name()
              + " at "
              + topic.bootstrapServers()
              + ": "
              + TopicFailure.reason(e));
    }
  }
}
