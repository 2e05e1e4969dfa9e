package dev.tidemark.kafka;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Kafka topic and how to reach it.
 *
 * @param settings of the client that reads or writes it, under Kafka's own names
 */
public record KafkaTopic(String name, Map<String, String> settings) implements Serializable {
  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  private static final String LABEL = "kafka:";

  public KafkaTopic {
    settings = Map.copyOf(settings);
  }

  /** The topic of the same name at other brokers. */
  public KafkaTopic at(String bootstrapServers) {
    return with(BOOTSTRAP_SERVERS, bootstrapServers);
  }

  public KafkaTopic with(String setting, String value) {
    Map<String, String> changed = new LinkedHashMap<>(settings);
    changed.put(setting, value);
    return new KafkaTopic(name, changed);
  }

  public String bootstrapServers() {
    return settings.getOrDefault(BOOTSTRAP_SERVERS, "");
  }

  /** What files and messages call it. */
  public String label() {
    return LABEL + name;
  }

  /** Whether a text is the label of a topic. */
  public static boolean isLabel(String text) {
    return text.startsWith(LABEL);
  }

  /** Without the settings: some are secret. */
  @Override
  public String toString() {
    return label();
  }
}
