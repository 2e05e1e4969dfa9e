package dev.tidemark.pipeline;

import dev.tidemark.model.KafkaTopic;
import java.util.List;

/** Where a pipeline file says that readings come from. */
public sealed interface Origin {
  /** The same, at other brokers if it is at any. */
  default Origin at(String bootstrapServers) {
    return this;
  }

  /** Files, by globs. */
  record Files(List<String> paths) implements Origin {}

  /** A topic. */
  record Topic(KafkaTopic topic) implements Origin {
    @Override
    public Origin at(String bootstrapServers) {
      return new Topic(topic.at(bootstrapServers));
    }
  }
}
