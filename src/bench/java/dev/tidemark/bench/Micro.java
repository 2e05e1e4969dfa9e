package dev.tidemark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the JMH benchmarks in a process of their own, which forks one for each of them. */
final class Micro {
  /** The one that marginal CPU time is compared with. */
  static final String SCANNER = "ScannerBenchmark.scan";

  private Micro() {}

  /**
   * What one benchmark took.
   *
   * @param nanos time of a reading: the median, which other processes hardly sway
   * @param slowNanos the same, below which nine in ten batches stay
   * @param bytes allocated for a reading
   * @param measured when, where and with which versions
   */
  record Result(String name, double nanos, double slowNanos, double bytes, String measured) {}

  static List<Result> run(Machine machine, Path output) throws IOException, InterruptedException {
    Files.createDirectories(output);
    String measured = machine.describe();
    Path file = output.resolve("jmh.json");
    Files.deleteIfExists(file);
    List<String> command = new ArrayList<>();
    command.add(machine.java().toString());
    command.addAll(machine.jvmOptions());
    command.addAll(List.of("-cp", machine.classpathOfAll(), "org.openjdk.jmh.Main", "-prof", "gc"));
    command.addAll(
        List.of("-foe", "true", "-bm", "sample", "-tu", "ns", "-f", "1", "-w", "1", "-r", "1"));
    command.addAll(List.of("-wi", "5", "-i", "5", "-rf", "json", "-rff", file.toString()));
    int code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0 || !Files.exists(file)) {
      throw new BenchmarkException("JMH failed with " + code);
    }
    List<Result> results = new ArrayList<>();
    for (JsonNode benchmark : new ObjectMapper().readTree(file.toFile())) {
      String name = benchmark.path("benchmark").asText();
      JsonNode time = benchmark.path("primaryMetric").path("scorePercentiles");
      results.add(
          new Result(
              name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
              time.path("50.0").asDouble(),
              time.path("90.0").asDouble(),
              benchmark
                  .path("secondaryMetrics")
                  .path("gc.alloc.rate.norm")
                  .path("score")
                  .asDouble(),
              measured));
    }
    return results;
  }
}
