package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Commands over two small files of readings, in a directory of the test's own. */
abstract class CommandsInAFolder {
  static final String TUMBLING = "--pipeline=pipelines/tumbling-counts.yaml";
  static final String SPARK = "--profile=runner-profiles/spark.properties";
  static final String DIRECT = "--profile=runner-profiles/direct.properties";

  static final String CHAIN =
      """
      pipeline:
        type: chain
        transforms:
          - {type: ReadFromJson, config: {path: '%s'}}
          - {type: AssignTimestamps, config: {timestamp: Creation_Time}}
          - {type: Combine, config: {combine: {count: count}}}
          - {type: WriteToJson, config: {path: %s}}
      """;

  @TempDir Path folder;
  Path input;
  Path output;

  @BeforeEach
  void makeInput() throws IOException {
    input = Files.createDirectory(folder.resolve("in"));
    output = folder.resolve("out");
    write("in/a.json", reading(1), reading(2), reading(3));
    write("in/b.json", reading(4), reading(5));
  }

  Outcome run(String... options) {
    List<String> args = new ArrayList<>(List.of("run", TUMBLING, "--output=" + output));
    args.addAll(List.of(options));
    if (!args.contains(SPARK)) {
      args.add(DIRECT);
    }
    return Outcome.of(args);
  }

  void assertRefused(int exitCode, String message, String... options) throws IOException {
    Map<String, String> before = listing();
    run(options).failsWith(exitCode, message);
    assertThat(listing()).isEqualTo(before);
  }

  Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  static String reading(int second) {
    return """
    {"Arrival_Time":%d,"Creation_Time":%d,"User":"a","Device":"d","gt":"walk","x":0.5}\
    """
        .formatted(second * 1_000L, second * 1_000_000_000L);
  }

  /** Every file below the test's directory with its content; directories too. */
  Map<String, String> listing() throws IOException {
    Map<String, String> listing = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.toList()) {
        listing.put(
            path.toString(),
            Files.isDirectory(path) ? "directory" : Files.readString(path, ISO_8859_1));
      }
    }
    return listing;
  }
}
