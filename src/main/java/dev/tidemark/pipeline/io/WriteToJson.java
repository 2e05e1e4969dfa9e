package dev.tidemark.pipeline.io;

import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.sink.Sinks;
import dev.tidemark.yaml.Settings;
import java.util.Optional;

/** {@code WriteToJson}: files of JSON lines in a directory below the output directory. */
public record WriteToJson(String label) implements Destination {
  /** Reads a {@code config}, reporting what is wrong; empty where the name of the directory is. */
  public static Optional<Destination> read(Settings config) {
    config.required("path", "the sink's directory below the output directory");
    return SinkName.read(config, "path").map(WriteToJson::new);
  }

  @Override
  public void write(String name, StepResult.Rows rows, Sinks sinks) {
    sinks.addRows(label, rows.output().schema(), rows.output().rows());
  }

  @Override
  public Optional<String> directory() {
    return Optional.of(label);
  }
}
