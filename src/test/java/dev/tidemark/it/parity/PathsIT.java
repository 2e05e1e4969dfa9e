package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every character of a path is taken literally, on every runner. */
class PathsIT {
  private static final String NAME = "run[1] {a,b}*?\\x %20 100% +#\u00fc";

  @TempDir private Path folder;
  private Path pipeline;
  private Path input;

  @BeforeEach
  void write() throws IOException {
    pipeline =
        Files.writeString(
            Files.createDirectory(folder.resolve(NAME)).resolve("counts.yaml"),
            """
            pipeline:
              type: chain
              transforms:
                - {type: ReadFromJson, path: in.json}
                - {type: AssignTimestamps, timestamp: Creation_Time, max_delay: 10s}
                - {type: Combine, combine: {count: count}}
                - {type: WriteToJson, path: results}
            """);
    input = folder.resolve(NAME).resolve("a.json");
    for (Path file : List.of(input, input.resolveSibling("b.json"))) {
      Files.writeString(
          file,
          """
          {"Arrival_Time":1000,"Creation_Time":1000000000,"User":"a","Device":"d"}
          {"Arrival_Time":2000,"Creation_Time":2000000000,"User":"a","Device":"d"}
          """);
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void pathsAreTakenLiterally(Engine engine) throws IOException {
    Path output = input.resolveSibling("out[2]");
    Path neighbour = Files.createDirectories(input.resolveSibling("out2").resolve("results"));
    Files.writeString(neighbour.resolve("part-x.jsonl"), "{}\n");

    assertCounts4(engine.run(pipeline.toString(), output, "--input=" + glob()));
    assertThat(neighbour.resolve("part-x.jsonl")).hasContent("{}");
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void aFileUriNamesItsPath(Engine engine) throws IOException {
    Outcome outcome =
        Outcome.of(
            "--pipeline=" + pipeline.toUri(),
            "--input=file://" + glob().replace("%", "%25"),
            "--output=" + folder.resolve("out 3").toUri(),
            engine.profileOption(),
            engine.modeOption());

    outcome.endsWith(0);
    assertCounts4(new Results(folder.resolve("out 3")));
    assertThat(Path.of("file:")).doesNotExist();
  }

  private String glob() {
    return input.resolveSibling("*.json").toString();
  }

  private static void assertCounts4(Results results) throws IOException {
    assertThat(results.records("read")).isEqualTo(4);
    assertThat(results.rows("results"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("count").intValue()).isEqualTo(4));
  }
}
