package dev.tidemark.source.kafka;

import dev.tidemark.model.KafkaTopic;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes the Kafka consumers that read topics. */
final class TopicConsumer {
  /** What counts unless a pipeline file says otherwise. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          // A typing error must not make a topic.
          ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
          // Five minutes are long for a partition that is new to be seen.
          ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000",
          // A minute is long to wait for a broker that is not there.
          ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "15000");

  /** Where to read is kept in checkpoint marks, and records that are gone are not passed over. */
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
