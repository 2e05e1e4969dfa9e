package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.ShippedPipelines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in arrival order, for runs that follow a directory. */
class FeedTest {
  @TempDir private Path folder;

  @Test
  void filesInArrivalOrderContainTheSameLinesAsTheOthers() throws Exception {
    generate("spread", "--order=spread");
    generate("arrival", "--order=arrival");
    generate("usual");

    assertThat(lines("arrival")).containsExactlyInAnyOrderElementsOf(lines("spread"));
    assertThat(lines("usual")).isEqualTo(lines("spread"));
    assertThat(arrivals(lines("arrival"))).isSorted().hasSize(2075);
    for (Path file : ShippedPipelines.files(folder.resolve("arrival"))) {
      assertThat(Files.readAllLines(file)).hasSizeBetween(518, 519);
    }
  }

  @Test
  void theFeedContainsEveryLineInArrivalOrder() throws Exception {
    generate("in");
    Path fed = folder.resolve("fed");

    Outcome outcome =
        Outcome.of("feed", "--input=" + folder + "/in/*.json", "--output=" + fed).endsWith(0);

    assertThat(lines("fed")).containsExactlyInAnyOrderElementsOf(lines("in"));
    assertThat(arrivals(lines("fed"))).isSorted();
    assertThat(outcome.logLines().get(0)).isEqualTo("tidemark: 4 files, 0.4 MB to " + fed);
    assertThat(outcome.logLines().get(1)).startsWith("tidemark: 2,075 lines in ");
    try (Stream<Path> all = Files.list(fed)) {
      assertThat(all).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void readingsOfAnySchemaAreFedByTheirArrival() throws Exception {
    Path fed = folder.resolve("fed");

    Outcome.of("feed", "--pipeline=pipelines/examples/fleet-trips.yaml", "--output=" + fed)
        .endsWith(0);

    List<String> lines = lines("fed");
    List<String> given = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("data/fleet"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(".jsonl")).toList()) {
        given.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines).containsExactlyInAnyOrderElementsOf(given);
    ObjectMapper json = new ObjectMapper();
    List<Double> received = new ArrayList<>();
    for (String line : lines) {
      // A malformed line comes with the line before it: one has a stray backslash, one no vehicle.
      if (line.contains("{\"id\":") && !line.contains("\\")) {
        received.add(json.readTree(line).get("received").doubleValue());
      }
    }
    assertThat(received).isSorted().hasSizeGreaterThan(100);
    Outcome.of("feed", "--pipeline=pipelines/examples/machine-log.yaml", "--output=" + fed)
        .failsWith(
            64, "pipelines/examples/machine-log.yaml reads CSV, and only JSON lines are replayed");
  }

  @Test
  void theFeedPassesMalformedLinesOn() throws Exception {
    generate("in", "--malformed=20");

    Outcome.of("feed", "--input=" + folder + "/in/*.json", "--output=" + folder + "/fed")
        .endsWith(0);

    assertThat(lines("fed")).containsExactlyInAnyOrderElementsOf(lines("in")).hasSize(2095);
  }

  @Test
  void theFeedDoesNotMixItsFilesWithOthers() throws Exception {
    generate("in");
    Path fed = Files.createDirectory(folder.resolve("fed"));
    Files.writeString(fed.resolve("part-000000.json"), "");
    String input = "--input=" + folder + "/in/*.json";

    assertThat(Outcome.of("feed", input, "--output=" + fed).endsWith(74).logLines())
        .containsExactly(
            "tidemark: " + fed + " already holds part-*.json; name another, or use --overwrite");
    Outcome.of("feed", input, "--output=" + fed, "--overwrite").endsWith(0);
  }

  @Test
  void theFeedDoesNotRemoveItsInput() throws Exception {
    generate("in");
    List<String> before = lines("in");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("in"));

    Outcome.of("feed", "--input=" + folder + "/in/*.json", "--output=" + link, "--overwrite")
        .failsWith(
            64,
            "--output "
                + link
                + " holds the input "
                + folder
                + "/in/part-00000-of-00004.json; name another directory");
    assertThat(lines("in")).isEqualTo(before);
  }

  @Test
  void theFeedRefusesWrongArguments() {
    Outcome.of("feed", "--input=").failsWith(64, "--input needs a file or a glob");
    Outcome.of("feed", "--speed=0").failsWith(64, "--speed must be above 0, but is 0.0");
    Outcome.of("feed", "--output=").failsWith(64, "--output needs a directory");
    Outcome.of("feed", "--input=none.json").failsWith(66, "no input matches none.json");
  }

  private void generate(String name, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "generate",
                "--output=" + folder.resolve(name),
                "--rows=2000",
                "--files=4",
                "--duplicates=75",
                "--late=50"));
    args.addAll(List.of(more));
    Outcome.of(args).endsWith(0);
  }

  private List<String> lines(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : ShippedPipelines.files(folder.resolve(name))) {
      lines.addAll(Files.readAllLines(file, ISO_8859_1));
    }
    return lines;
  }

  private static List<Long> arrivals(List<String> lines) {
    return lines.stream().map(line -> Long.valueOf(line.substring(16, 29))).toList();
  }
}
