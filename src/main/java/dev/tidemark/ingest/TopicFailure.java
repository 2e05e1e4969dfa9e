package dev.tidemark.ingest;

import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** What Kafka's exceptions say: of "Failed to construct kafka consumer" the cause is the news. */
final class TopicFailure {
  private TopicFailure() {}

  static String reason(KafkaException failure) {
    return Optional.ofNullable(failure.getCause())
        .map(Throwable::getMessage)
        .or(() -> Optional.ofNullable(failure.getMessage()))
        .orElse(failure.getClass().getSimpleName());
  }
}
