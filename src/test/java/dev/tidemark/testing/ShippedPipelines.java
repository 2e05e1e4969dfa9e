package dev.tidemark.testing;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.RealReadings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The shipped pipelines, questions like them, and the inputs to ask them of. */
public final class ShippedPipelines {
  private ShippedPipelines() {}

  /** A pipeline whose windows expire, with what the oracle says of it. */
  public record Expiring(String label, String yaml, Function<Oracle, Answers> answersOf) {
    @Override
    public String toString() {
      return label;
    }
  }

  /** The name of every file in {@code pipelines/}. */
  public static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("pipelines"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  /** Every shipped pipeline with every file of real readings. */
  static List<Arguments> namesAndRealReadings() throws IOException {
    List<Arguments> pairs = new ArrayList<>();
    for (String name : names()) {
      for (RealReadings readings : RealReadings.values()) {
        pairs.add(arguments(name, readings));
      }
    }
    return pairs;
  }

  /** Pipelines whose windows expire. */
  static List<Expiring> expiringWindows() {
    String fixed =
        """
        pipeline:
          type: chain
          transforms:
            - {type: ReadFromJson, config: {path: none, error_handling: {output: malformed}}}
            - {type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}
            - type: Combine
              windowing: {type: fixed, size: 10m, allowed_lateness: %s}
              config: {group_by: User, combine: {count: count}}
            - {type: WriteToJson, config: {path: results}}
        """;
    String sessions =
        """
        pipeline:
          type: chain
          transforms:
            - {type: ReadFromJson, config: {path: none, error_handling: {output: malformed}}}
            - {type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}
            - {type: Filter, config: {keep: x is not null}}
            - type: Combine
              windowing: {type: sessions, gap: 5s, allowed_lateness: %s}
              config:
                group_by: [User]
                combine: {count: count, activities: {fn: distinct, value: gt}, mean_x: {fn: mean, value: x}}
            - {type: WriteToJson, config: {path: results}}
        """;
    return List.of(
        new Expiring("expiring fixed, 0 s", fixed.formatted("0s"), byUser(0)),
        new Expiring("expiring fixed, 2 min", fixed.formatted("2m"), byUser(120_000)),
        new Expiring("expiring sessions, 0 s", sessions.formatted("0s"), sessions(0)),
        new Expiring("expiring sessions, 5 min", sessions.formatted("5m"), sessions(300_000)));
  }

  private static Function<Oracle, Answers> byUser(long allowedLateness) {
    return oracle -> oracle.tumblingByUser(OptionalLong.of(allowedLateness));
  }

  private static Function<Oracle, Answers> sessions(long allowedLateness) {
    return oracle -> oracle.sessionsOf(OptionalLong.of(allowedLateness));
  }

  /** Generates readings with every defect that there is. */
  public static List<Path> generate(Path directory) throws IOException {
    Outcome.of(
            "generate",
            "--output=" + directory,
            "--rows=30000",
            "--files=7",
            "--seed=31",
            "--malformed=300",
            "--duplicates=1500",
            "--late=1200",
            "--nullX=400")
        .endsWith(0);
    return files(directory);
  }

  /**
   * Writes readings on every edge: of gaps, of duplicates, of delays, and sessions that fill up.
   */
  public static List<Path> closeCalls(Path directory) throws IOException {
    Path file = directory.resolve("close-calls.json");
    return List.of(Files.write(file, CloseCalls.lines(new Random(5), 12_000, 900)));
  }

  /** Writes a shipped pipeline that reads a topic; its brokers are those of the command line. */
  public static Path fromTopic(String name, String topic, Path directory) throws IOException {
    String yaml =
        Files.readString(Path.of("pipelines", name + ".yaml"))
            .replace("ReadFromJson", "ReadFromKafka")
            .replace(
                "path: data/activity/*.json",
                "topic: " + topic + "\n        bootstrap_servers: nowhere:1");
    return Files.writeString(directory.resolve(name + ".yaml"), yaml);
  }

  /** The files of the sample. */
  public static List<Path> sample() throws IOException {
    return files(Path.of("data", "activity"));
  }

  public static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }
}
