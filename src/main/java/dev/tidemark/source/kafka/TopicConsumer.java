package dev.tidemark.source.kafka;

import dev.tidemark.kafka.KafkaTopic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the Kafka consumers that read topics. */
final class TopicConsumer {
  /** Settings that a pipeline file can override. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          // A typo in the topic name must not create a topic.
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
          // The default of five minutes is a long time to notice a new partition.
          ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000",
          // The default of a minute is a long wait for a broker that does not answer.
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");

  /** Offsets live in checkpoint marks, and records that were deleted are not skipped silently. */
  private static final Map<String, String> ALWAYS =
      Map.of(
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");

  private TopicConsumer() {}

  static Consumer<byte[], byte[]> of(KafkaTopic topic) {
    Map<String, Object> settings = new HashMap<>(DEFAULTS);
    settings.putAll(topic.settings());
    settings.putAll(ALWAYS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
