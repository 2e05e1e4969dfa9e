package dev.tidemark.source.kafka;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.source.files.NoInputException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets to read of one partition.
 *
 * @param start the first offset
 * @param end the offset after the last one, or {@link #UNBOUNDED}
 */
public record PartitionRange(int partition, long start, long end) implements Serializable {
  /** The end of a partition that is followed. */
  static final long UNBOUNDED = Long.MAX_VALUE;

  private static final String LATEST = "latest";

  /** Returns the range without an end. */
  PartitionRange unbounded() {
    return new PartitionRange(partition, start, UNBOUNDED);
  }

  /**
   * Asks the brokers for the partitions of a topic, in order of their numbers.
   *
   * @throws NoInputException if the topic does not exist or no broker can be reached
   */
  public static List<PartitionRange> of(KafkaTopic topic) throws NoInputException {
    try (Consumer<byte[], byte[]> consumer = TopicConsumer.of(topic)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .sorted(Comparator.comparingInt(TopicPartition::partition))
              .toList();
      if (partitions.isEmpty()) {
        throw new NoInputException(
            "there is no topic " + topic.name() + " at " + topic.bootstrapServers());
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      boolean latest = LATEST.equals(topic.settings().get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));
      Map<TopicPartition, Long> starts = latest ? ends : consumer.beginningOffsets(partitions);
      return partitions.stream()
          .map(each -> new PartitionRange(each.partition(), starts.get(each), ends.get(each)))
          .toList();
    } catch (KafkaException e) {
      throw new NoInputException(
          "cannot read topic "
              + topic.name()
              + " at "
              + topic.bootstrapServers()
              + ": "
              + TopicFailure.reason(e));
    }
  }
}
