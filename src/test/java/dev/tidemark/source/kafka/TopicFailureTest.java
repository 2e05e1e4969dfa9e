package dev.tidemark.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class TopicFailureTest {
  @Test
  void causesAreReported() {
    KafkaException failure =
        new KafkaException(
            "Failed to construct kafka consumer",
            new KafkaException(
                "Failed to create new NetworkClient",
                new IllegalArgumentException(
                    "Login module control flag not specified in JAAS config")));
    assertThat(TopicFailure.reason(failure))
        .isEqualTo(
            "Failed to create new NetworkClient: IllegalArgumentException: Login module control"
                + " flag not specified in JAAS config");
  }

  @Test
  void quotedTextThatMayBeAPasswordIsHidden() {
    KafkaException failure =
        new KafkaException(
            "Failed to construct kafka consumer",
            new IllegalArgumentException("Invalid control flag 'S3CRET' in JAAS config"));
    assertThat(TopicFailure.reason(failure))
        .isEqualTo("IllegalArgumentException: Invalid control flag ... in JAAS config");
  }

  @Test
  void withoutACauseTheFailureItselfIsReported() {
    assertThat(TopicFailure.reason(new KafkaException("no broker"))).isEqualTo("no broker");
  }
}
