package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.Tidemark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String RIGHT =
      """
      pipeline:
        type: chain
        transforms:
          - {type: ReadFromJson, path: in.json}
          - {type: AssignTimestamps, timestamp: Creation_Time}
          - {type: NextSession, gap: 5s}
          - {type: WriteToJson, path: results}
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void theShippedFilesAreValid() throws IOException {
    List<String> args = new ArrayList<>(List.of("check"));
    for (String directory : List.of("pipelines", "pipelines/examples")) {
      try (Stream<Path> files = Files.list(Path.of(directory))) {
        files
            .map(Path::toString)
            .filter(file -> file.endsWith(".yaml"))
            .sorted()
            .forEach(args::add);
      }
    }

    assertThat(execute(args)).isZero();
    assertThat(lines(out)).isEqualTo(args.stream().skip(1).map(file -> file + ": fine").toList());
    assertThat(lines(log)).isEmpty();
  }

  @Test
  void everyFileIsCheckedAndWarningsAreNotErrors() throws IOException {
    Path warned = Files.writeString(folder.resolve("warned.yaml"), RIGHT);
    Path wrong =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            RIGHT.replace("gap: 5s", "gap: soon") + "options: {spede: 1}\n");
    Path missing = folder.resolve("missing.yaml");

    assertThat(execute(List.of("check", warned.toString()))).isZero();
    assertThat(execute(List.of("check", wrong.toString(), missing.toString(), warned.toString())))
        .isEqualTo(64);
    assertThat(lines(out)).containsExactly(warned + ": fine", warned + ": fine");
    assertThat(lines(log)).hasSize(5);
    assertThat(lines(log).get(0)).startsWith("tidemark: " + warned + ":5:7: warning: ");
    assertThat(lines(log).subList(1, 4))
        .containsExactly(
            "tidemark: "
                + wrong
                + ":6:32: gap must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'soon'",
            "tidemark: " + wrong + ":8:11: unknown option 'spede'; did you mean 'speed'?",
            "tidemark: cannot read pipeline file " + missing + ": there is no such file");
  }

  @Test
  void optionsThatDoNotFitTogether() throws IOException {
    Path file = Files.writeString(folder.resolve("speed.yaml"), RIGHT + "options: {speed: 2}\n");

    assertThat(execute(List.of("check", file.toString()))).isEqualTo(64);
    assertThat(lines(log)).singleElement().asString().contains(file + ": ").contains("speed");
  }

  @Test
  void needsAFile() {
    assertThat(execute(List.of("check"))).isEqualTo(64);
    assertThat(lines(log))
        .containsExactly(
            "tidemark: check needs pipeline files, as in check pipelines/sessions.yaml");
  }

  @Test
  void helpSaysThatItNeedsAFile() {
    assertThat(execute(List.of("help", "check"))).isEqualTo(0);
    assertThat(lines(out)).first().isEqualTo("Usage: tidemark check [OPTIONS] FILE...");
    assertThat(lines(out)).contains("      FILE...     The pipeline files to check.");
  }

  private int execute(List<String> args) {
    return Tidemark.execute(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(log, true, StandardCharsets.UTF_8));
  }

  private static List<String> lines(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
