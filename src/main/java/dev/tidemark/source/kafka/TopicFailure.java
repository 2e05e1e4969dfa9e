package dev.tidemark.source.kafka;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;

/**
 * Puts Kafka's exceptions into words. "Failed to construct kafka consumer" alone says nothing, so
 * the causes are named. What other exceptions quote may be a password, and is left out.
 */
final class TopicFailure {
  private TopicFailure() {}

  static String reason(KafkaException failure) {
    List<String> reasons = new ArrayList<>();
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String reason = reasonOf(cause);
      if (reasons.isEmpty() || !reasons.get(reasons.size() - 1).contains(reason)) {
        reasons.add(reason);
      }
    }
    return reasons.isEmpty() ? reasonOf(failure) : String.join(": ", reasons);
  }

  private static String reasonOf(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    if (cause.getMessage() == null) {
      return type;
    }
    return cause instanceof KafkaException
        ? cause.getMessage()
        : type + ": " + cause.getMessage().replaceAll("'[^']*'|\"[^\"]*\"", "...");
  }
}
