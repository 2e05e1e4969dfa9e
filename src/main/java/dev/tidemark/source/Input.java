package dev.tidemark.source;

import java.util.Optional;

/** What a run reads, as it was found before the run began. */
public sealed interface Input permits InputFiles, InputTopic {
  /** What and how much, for a person. */
  String description();

  /** What a person should know of it beside that. */
  default Optional<String> note() {
    return Optional.empty();
  }
}
