package dev.tidemark.pipeline;

import dev.tidemark.model.KafkaTopic;
import java.util.Optional;

/** Where a pipeline file says that rows go. */
public sealed interface Destination {
  /** Under which the manifest counts the rows. */
  String label();

  /** The name of the directory below the output directory, if it is one. */
  default Optional<String> directory() {
    return Optional.empty();
  }

  /** The same, at other brokers if it is at any. */
  default Destination at(String bootstrapServers) {
    return this;
  }

  /** A directory below the output directory. */
  record Directory(String label) implements Destination {
    @Override
    public Optional<String> directory() {
      return Optional.of(label);
    }
  }

  /** A topic. */
  record Topic(KafkaTopic topic) implements Destination {
    @Override
    public String label() {
      return topic.label();
    }

    @Override
    public Destination at(String bootstrapServers) {
      return new Topic(topic.at(bootstrapServers));
    }
  }
}
