package dev.tidemark.pipeline.io;

import dev.tidemark.format.CsvDialect;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.source.Origin;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ReadFromCsv}: files of CSV records, by globs. */
public final class ReadFromCsv {
  private ReadFromCsv() {}

  /**
   * Reads a {@code config}, reporting what is wrong.
   *
   * @param files opens the file that {@code schema} may name
   */
  public static Origin read(Settings config, NamedFiles files) {
    List<String> globs = InputGlobs.read(config);
    CsvDialect dialect =
        new CsvDialect(
            character(config, "delimiter").orElse(CsvDialect.USUAL.delimiter()),
            character(config, "quote").orElse(CsvDialect.USUAL.quote()),
            columns(config));
    if (dialect.delimiter() == dialect.quote()) {
      config.problems().add(config.at("quote"), "delimiter and quote must differ");
    }
    return new Origin.Files(
        globs, new ReadingFormat.Csv(SchemaReader.read(config, files), dialect));
  }

  /** One ASCII character; a tab may be written {@code \\t}. */
  private static Optional<Character> character(Settings config, String key) {
    Optional<Yaml> yaml = config.value(key);
    if (yaml.isEmpty()) {
      return Optional.empty();
    }
    String text = yaml.get().word().map(word -> word.equals("\\t") ? "\t" : word).orElse("");
    boolean isRight =
        text.length() == 1
            && text.charAt(0) < 128
            && text.charAt(0) != '\n'
            && text.charAt(0) != '\r';
    if (!isRight) {
      config
          .problems()
          .add(
              yaml.get().at(),
              key + " must be one ASCII character, such as ';', not " + yaml.get().kind());
      return Optional.empty();
    }
    return Optional.of(text.charAt(0));
  }

  private static List<String> columns(Settings config) {
    List<String> columns = new ArrayList<>();
    for (Yaml yaml : config.oneOrMore("columns")) {
      Optional<String> name = config.scalar(yaml, "columns must be names");
      if (name.isPresent() && columns.contains(name.get())) {
        config.problems().add(yaml.at(), "columns names " + name.get() + " twice");
      }
      name.ifPresent(columns::add);
    }
    return columns;
  }
}
