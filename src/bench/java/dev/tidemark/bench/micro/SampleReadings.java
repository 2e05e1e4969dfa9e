package dev.tidemark.bench.micro;

import dev.tidemark.schema.ActivitySchema;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.tidemark.format.NotAReadingException;
import dev.tidemark.format.JsonReadingParser;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The first readings of the sample, a batch full. */
public final class SampleReadings {
  public static final int COUNT = ReadingBatch.FULL;

  private SampleReadings() {}

  /** Returns the lines of the readings. */
  public static List<byte[]> lines() throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> sample =
        Files.newDirectoryStream(Path.of("data/activity"), "*.json")) {
      sample.forEach(files::add);
    }
    List<byte[]> lines = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file, ISO_8859_1)) {
        byte[] bytes = line.getBytes(ISO_8859_1);
        if (isReading(bytes) && lines.size() < COUNT) {
          lines.add(bytes);
        }
      }
    }
    return lines;
  }

  /** The sample has a few malformed lines. */
  private static boolean isReading(byte[] line) {
    try {
      new JsonReadingParser(ActivitySchema.SCHEMA)
          .parse(line, 0, line.length, new ReadingColumnsBuilder(ActivitySchema.SCHEMA, 1));
      return true;
    } catch (NotAReadingException e) {
      return false;
    }
  }

  /** Returns the readings as columns. */
  public static ReadingColumns columns() throws IOException {
    JsonReadingParser parser = new JsonReadingParser(ActivitySchema.SCHEMA);
    ReadingColumnsBuilder readings = new ReadingColumnsBuilder(ActivitySchema.SCHEMA, COUNT);
    for (byte[] line : lines()) {
      try {
        parser.parse(line, 0, line.length, readings);
      } catch (NotAReadingException e) {
        throw new IllegalStateException("the line was a reading before", e);
      }
    }
    return readings.build();
  }
}
