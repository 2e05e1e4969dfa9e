package dev.tidemark.pipeline.io;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.Origin;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Settings;

/** {@code ReadFromJson}: files of JSON lines, by globs. */
public final class ReadFromJson {
  private ReadFromJson() {}

  /**
   * Reads a {@code config}, reporting what is wrong.
   *
   * @param files opens the file that {@code schema} may name
   */
  public static Origin read(Settings config, NamedFiles files) {
    return new Origin.Files(
        InputGlobs.read(config), new ReadingFormat.JsonLines(SchemaReader.read(config, files)));
  }
}
