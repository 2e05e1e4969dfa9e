package dev.tidemark.pipeline.io;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.yaml.DidYouMean;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Reads which topic a transform reads or writes, and the settings of its Kafka client. */
final class TopicSettings {
  private static final String OFFSET_RESET = "auto_offset_reset_config";
  private static final List<String> RESETS = List.of("earliest", "latest");

  /** Kafka's mark of a value that a client looks up elsewhere, such as a password. */
  private static final String LOOKED_UP = "${";

  /** A prefix of keys that end in names of the user's choice. */
  private static final String PROVIDERS = "config.providers.";

  /** What a transform's other keys set, or what reading and writing records depends on. */
  private static final List<String> TAKEN =
      List.of(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  private TopicSettings() {}

  /** A topic to read. */
  static KafkaTopic toRead(Settings config) {
    String reset =
        config
            .choice(OFFSET_RESET, RESETS, word -> Optional.of(word).filter(RESETS::contains))
            .orElse("earliest");
    return topic(config, config.nestedSecret("consumer_config"), ConsumerConfig.configDef())
        .with(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
  }

  /** A topic to write. */
  static KafkaTopic toWrite(Settings config) {
    return topic(
        config, config.nestedSecret("producer_config_updates"), ProducerConfig.configDef());
  }

  private static KafkaTopic topic(Settings config, Settings client, ConfigDef known) {
    String name = config.requiredText("topic", "the topic's name");
    String servers = config.requiredText("bootstrap_servers", "brokers, as host:port,host:port");
    config.choice(
        "format",
        List.of("JSON"),
        word -> Optional.of(word.toUpperCase(Locale.ROOT)).filter("JSON"::equals));
    return new KafkaTopic(name, clientSettings(client, known)).at(servers);
  }

  private static Map<String, String> clientSettings(Settings client, ConfigDef known) {
    Map<String, String> settings = new TreeMap<>();
    client
        .entries()
        .forEach(
            (key, yaml) -> {
              if (key.contains("=")) {
                // What follows may be a password.
                String name = key.substring(0, key.indexOf('='));
                client
                    .problems()
                    .add(
                        client.at(key),
                        "'%s=...' is not a setting; write %1$s: value".formatted(name));
                return;
              }
              if (TAKEN.contains(key)) {
                client.problems().add(client.at(key), "'" + key + "' is set by Tidemark itself");
              } else if (isMisspelt(key, known)) {
                client.problems().addUnknown(client.at(key), "setting", key, known.names());
              }
              client
                  .scalar(yaml, key + " must be one value")
                  .ifPresent(text -> settings.put(key, text));
            });
    checkValues(client, known, settings);
    return settings;
  }

  /** A setting that Kafka does not know may be for a class that another setting names. */
  private static boolean isMisspelt(String key, ConfigDef known) {
    return !known.names().contains(key)
        && !key.startsWith(PROVIDERS)
        && DidYouMean.to(key, known.names()).isPresent();
  }

  private static void checkValues(Settings client, ConfigDef known, Map<String, String> settings) {
    for (ConfigValue checked : known.validate(settings)) {
      String key = checked.name();
      Optional<Yaml> yaml = client.has(key) ? client.value(key) : Optional.empty();
      if (yaml.isPresent() && !settings.getOrDefault(key, LOOKED_UP).contains(LOOKED_UP)) {
        // The first says what is wrong; the others follow from it.
        checked.errorMessages().stream()
            .limit(1)
            .forEach(error -> client.problems().add(yaml.get().at(), error));
      }
    }
  }
}
