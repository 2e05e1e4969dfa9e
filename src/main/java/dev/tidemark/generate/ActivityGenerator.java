package dev.tidemark.generate;

import dev.tidemark.generate.study.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the table of activity readings that its settings describe, as files of JSON lines. */
public final class ActivityGenerator {
  private final GeneratorSettings settings;

  private ActivityGenerator(GeneratorSettings settings) {
    this.settings = settings;
  }

  /** A generator that writes the same bytes each time it is asked. */
  public static ActivityGenerator of(GeneratorSettings settings) {
    return new ActivityGenerator(settings);
  }

  /**
   * Writes {@code part-00000-of-00080.json} and so on, creating the directory where it is missing.
   * A file of the same name is replaced; other files are left alone.
   *
   * @param order which lines each file holds
   * @throws IOException naming the path that could not be written
   */
  public GenerationSummary writeTo(Path directory, FileOrder order) throws IOException {
    Table table = new Table(settings);
    LineFormat format = new LineFormat();
    LineCorrupter corrupter = new LineCorrupter(SeededRandom.of(settings.seed(), "flaws"));
    EvenSampler malformed =
        new EvenSampler(
            settings.rows() + settings.duplicates(),
            settings.malformed(),
            SeededRandom.of(settings.seed(), "malformed"));
    PartFiles files = PartFiles.create(directory, settings.files());
    try (files) {
      LineBuffer line = new LineBuffer();
      long lines = settings.rows() + settings.duplicates() + settings.malformed();
      long next = 0;
      while (table.hasNext()) {
        format.write(table.next(), line);
        files.write(order.fileOf(next++, lines, settings.files()), line);
        if (malformed.picksNext()) {
          corrupter.corrupt(line);
          files.write(order.fileOf(next++, lines, settings.files()), line);
        }
      }
    }
    return new GenerationSummary(
        settings.rows(),
        settings.files(),
        files.bytes(),
        settings.malformed(),
        settings.duplicates(),
        settings.outliers(),
        settings.late(),
        settings.nullX());
  }
}
