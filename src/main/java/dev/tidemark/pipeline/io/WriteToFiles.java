package dev.tidemark.pipeline.io;

import dev.tidemark.pipeline.steps.StepResult;
import dev.tidemark.row.StepOutput;
import dev.tidemark.sink.SinkFiles;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.file.Compression;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.sink.file.FileType;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code WriteToJson}, {@code WriteToCsv} and {@code WriteToParquet}: files in a directory below
 * the output directory.
 */
public record WriteToFiles(String label, FileFormat files) implements Destination {
  private static final String COMPRESSION = "compression";

  /**
   * Reads a {@code config}, reporting what is wrong; empty where the name of the directory is.
   *
   * @param transform the transform's type, for messages
   */
  public static Optional<Destination> read(Settings config, String transform, FileType type) {
    config.required("path", "the sink's directory below the output directory");
    FileFormat format = new FileFormat(type, compression(config, transform, type));
    return SinkName.read(config, "path").map(path -> new WriteToFiles(path, format));
  }

  private static Compression compression(Settings config, String transform, FileType type) {
    List<String> words = type.compressions().stream().map(Compression::label).toList();
    Optional<Yaml> given = config.value(COMPRESSION);
    Optional<Compression> known =
        given
            .flatMap(Yaml::word)
            .flatMap(
                word ->
                    Arrays.stream(Compression.values())
                        .filter(each -> each.label().equals(word))
                        .findFirst());
    if (known.isPresent() && !words.contains(known.get().label())) {
      config
          .problems()
          .add(
              given.orElseThrow().at(),
              "%s writes no files with compression %s; use one of %s"
                  .formatted(transform, known.get().label(), String.join(", ", words)));
      return Compression.NONE;
    }
    return config
        .choice(COMPRESSION, words, word -> known.filter(each -> words.contains(word)))
        .orElse(Compression.NONE);
  }

  @Override
  public void write(String name, StepResult.Rows rows, Sinks sinks) {
    StepOutput output = rows.output();
    sinks.addRows(label, new SinkFiles(files, output.schema(), rows.identity()), output.rows());
  }

  @Override
  public Optional<FileFormat> format() {
    return Optional.of(files);
  }
}
