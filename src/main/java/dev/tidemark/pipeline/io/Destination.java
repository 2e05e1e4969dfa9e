package dev.tidemark.pipeline.io;

import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.file.FileFormat;
import java.util.Optional;

/** Where a pipeline file says that rows go: a directory or a topic. */
public sealed interface Destination permits WriteToFiles, WriteToKafka {
  /** Its name in the manifest, which counts its rows. */
  String label();

  /** Writes rows, or hands them to the sinks that do. */
  void write(String name, StepResult.Rows rows, Sinks sinks);

  /** What its files are; empty for a topic. */
  default Optional<FileFormat> format() {
    return Optional.empty();
  }

  /** The name of the directory below the output directory; empty for a topic. */
  default Optional<String> directory() {
    return format().map(files -> label());
  }

  /** The same; a topic is written at other brokers. */
  default Destination at(String bootstrapServers) {
    return this;
  }
}
