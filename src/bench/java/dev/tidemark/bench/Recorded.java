package dev.tidemark.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The ratios that {@code --quick} must not exceed by more than a third. */
final class Recorded {
  private static final double TOLERANCE = 4.0 / 3;
  private static final Path FILE = Path.of("src/bench/recorded.properties");

  private Recorded() {}

  /** All by plain Java. */
  static List<String> contenders() {
    return List.of("java-spark", "java-direct", "spark-sql", "duckdb");
  }

  /** Compares the ratios of CPU, which other work on the machine sways less than wall time. */
  static int check(Measurements measurements) throws IOException {
    Properties recorded = new Properties();
    try (Reader reader = Files.newBufferedReader(FILE)) {
      recorded.load(reader);
    }
    int code = 0;
    for (String pair : recorded.stringPropertyNames()) {
      String[] names = pair.split("/", -1);
      double allowed = Double.parseDouble(recorded.getProperty(pair)) * TOLERANCE;
      double ratio = measurements.ratio(names[0], names[1], Usage::cpuMs).median();
      boolean holds = ratio <= allowed;
      System.err.printf(
          "bench: CPU %s is %.2f, %s %.2f%n", pair, ratio, holds ? "within" : "ABOVE", allowed);
      code = holds ? code : 1;
    }
    return code;
  }
}
