package dev.tidemark.pipeline.io;

import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.sink.Sinks;
import java.util.Optional;

/** Where a pipeline file says that rows go: a directory or a topic. */
public sealed interface Destination permits WriteToJson, WriteToKafka {
  /** Its name in the manifest, which counts its rows. */
  String label();

  /** Writes rows, or hands them to the sinks that do. */
  void write(String name, StepResult.Rows rows, Sinks sinks);

  /** The name of the directory below the output directory; empty for a topic. */
  default Optional<String> directory() {
    return Optional.empty();
  }

  /** The same; a topic is written at other brokers. */
  default Destination at(String bootstrapServers) {
    return this;
  }
}
