package dev.tidemark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * All that was measured, in {@code bench.json}: a run replaces what it measures again and keeps the
 * rest, so that {@code bench.md} shows runs of several sizes.
 *
 * @param questions by the number of readings and the question
 * @param growth by cell and contender
 * @param micro JMH benchmarks by name
 */
record BenchResults(
    TreeMap<String, QuestionResult> questions,
    TreeMap<String, GrowthResult> growth,
    TreeMap<String, Micro.Result> micro) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What earlier runs have left in a directory. */
  static BenchResults read(Path directory) throws IOException {
    Path file = directory.resolve("bench.json");
    return Files.exists(file)
        ? JSON.readValue(file.toFile(), BenchResults.class)
        : new BenchResults(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
  }

  /**
   * What all contenders took for a question.
   *
   * @param measured when, where, with which versions, and how the contenders were started
   * @param few how many readings the runs had that show the start-up
   */
  record QuestionResult(
      Question question,
      long rows,
      long few,
      String measured,
      Measurements whole,
      Measurements startUp) {

    /** The CPU time of a million readings beyond start-up, in s. */
    double marginalCpuSeconds(String contender) {
      double cpuMs =
          whole.of(contender, Usage::cpuMs).median() - startUp.of(contender, Usage::cpuMs).median();
      return cpuMs * 1e3 / (rows - few);
    }
  }

  void add(QuestionResult result) {
    questions.put("%010d %s".formatted(result.rows(), result.question().id()), result);
  }

  void add(List<GrowthResult> results) {
    results.forEach(result -> growth.put(result.cell() + " " + result.contender(), result));
  }

  /** Writes {@code bench.json} and {@code bench.md}. */
  void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    JSON.writerWithDefaultPrettyPrinter()
        .writeValue(directory.resolve("bench.json").toFile(), this);
    Files.writeString(directory.resolve("bench.md"), BenchReport.markdown(this));
  }
}
