package dev.tidemark.pipeline.io;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.schema.Activity;
import dev.tidemark.source.Origin;
import dev.tidemark.yaml.Settings;

/** {@code ReadFromKafka}: a topic whose records are JSON lines. */
public final class ReadFromKafka {
  private ReadFromKafka() {}

  /** Reads a {@code config}, reporting what is wrong. */
  public static Origin read(Settings config) {
    return new Origin.Topic(
        TopicSettings.toRead(config), new ReadingFormat.JsonLines(Activity.SCHEMA));
  }
}
