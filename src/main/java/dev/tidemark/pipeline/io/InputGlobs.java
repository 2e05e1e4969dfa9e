package dev.tidemark.pipeline.io;

import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;

/** Reads the {@code path} of a source of files. */
final class InputGlobs {
  private InputGlobs() {}

  static List<String> read(Settings config) {
    List<String> globs = new ArrayList<>();
    config.required("path", "a file or a glob, or a list of them");
    for (Yaml path : config.oneOrMore("path")) {
      config.scalar(path, "path must be a file or a glob").ifPresent(globs::add);
    }
    return globs;
  }
}
