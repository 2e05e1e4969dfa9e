package dev.tidemark.pipeline.io;

import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.Origin;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/** {@code ReadFromJson}: files of JSON lines, by globs. */
public final class ReadFromJson {
  private ReadFromJson() {}

  /**
   * Reads a {@code config}, reporting what is wrong.
   *
   * @param files opens the file that {@code schema} may name
   */
  public static Origin read(Settings config, SchemaFiles files) {
    List<String> globs = new ArrayList<>();
    config.required("path", "a file or a glob, or a list of them");
    for (Yaml path : config.oneOrMore("path")) {
      config.scalar(path, "path must be a file or a glob").ifPresent(globs::add);
    }
    return new Origin.Files(globs, new ReadingFormat.JsonLines(SchemaReader.read(config, files)));
  }
}
