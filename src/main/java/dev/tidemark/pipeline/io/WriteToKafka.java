package dev.tidemark.pipeline.io;

import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.row.StepOutput;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.WriteTopic;
import dev.tidemark.yaml.Settings;
import java.util.Optional;

/** {@code WriteToKafka}: a topic whose records are rows, each with the key of its row. */
public record WriteToKafka(KafkaTopic topic) implements Destination {
  /** Reads a {@code config}, reporting what is wrong; empty where the name of the topic is. */
  public static Optional<Destination> read(Settings config) {
    return Optional.of(TopicSettings.toWrite(config))
        .filter(topic -> !topic.name().isEmpty())
        .map(WriteToKafka::new);
  }

  @Override
  public String label() {
    return topic.label();
  }

  @Override
  public void write(String name, StepResult.Rows rows, Sinks sinks) {
    StepOutput output = rows.output();
    sinks.addSideOutput(
        name,
        output.rows().apply(name, WriteTopic.to(topic, output.schema(), rows.identity().key())));
  }

  @Override
  public Destination at(String bootstrapServers) {
    return new WriteToKafka(topic.at(bootstrapServers));
  }
}
