package dev.tidemark.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.format.NotAReadingException;
import dev.tidemark.format.ReadingParser;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingColumns;
import dev.tidemark.model.ReadingColumnsBuilder;
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
    List<byte[]> lines = new ArrayList<>();
    TreeSet<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> sample =
        Files.newDirectoryStream(Path.of("data/activity"), "*.json")) {
      sample.forEach(files::add);
    }
    for (Path file : files) {
      Files.readAllLines(file).forEach(line -> lines.add(line.getBytes(UTF_8)));
    }
    return List.copyOf(lines.subList(0, COUNT));
  }

  /** Returns the readings as columns. */
  public static ReadingColumns columns() throws IOException {
    ReadingParser parser = new ReadingParser();
    ReadingColumnsBuilder readings = new ReadingColumnsBuilder(COUNT);
    try {
      for (byte[] line : lines()) {
        parser.parse(line, 0, line.length, readings);
      }
    } catch (NotAReadingException e) {
      throw new IllegalStateException("the sample holds readings only", e);
    }
    return readings.build();
  }
}
