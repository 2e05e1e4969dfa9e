package dev.tidemark.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.spark.SparkAdapter;
import dev.tidemark.source.files.InputFile;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code data} contains the input; {@code link} leads to {@code data}, {@code data/loop} back to
 * it.
 */
class OverlapCheckTest {
  private static final Map<String, String> SINKS =
      Map.of("results", ".jsonl", "table", ".csv.gz", "malformed", ".jsonl");
  private static final List<String> CHECKPOINT_FILES = new SparkAdapter().checkpointFiles();
  private static final PipelineOptions OPTIONS = PipelineOptionsFactory.create();

  @TempDir private Path folder;

  @BeforeEach
  void create() throws IOException {
    Files.createDirectories(folder.resolve("data/deep/er"));
    Files.createDirectories(folder.resolve("out/old/results"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("data"));
    Files.createSymbolicLink(folder.resolve("data/loop"), folder.resolve("data"));
    Files.createDirectories(folder.resolve("linked"));
    Files.createSymbolicLink(folder.resolve("linked/here"), folder.resolve("out"));
  }

  @ParameterizedTest
  @CsvSource({
    "data/results/*.jsonl, data",
    "data/in.json, data",
    "data/*.json, data",
    "data/deep/*.json, data",
    "data/deep/*.json, link",
    "link/*.json, data/deep/..",
    "data/../data/*.json, ./data/",
    "data/_manifest.json, data",
    "data/**, data/out",
    "data/**.jsonl, data/out",
    "data/**.jsonl, link/out",
    "data/**.csv.gz, data/out",
    "data/*/table/part-00000-of-*, data/out",
    "link/**.jsonl, data/out",
    "data/**/*.jsonl, data/deep/er/out",
    "data/*/*/*.jsonl, data/out",
    "data/*/results/*, data/out",
    "'data/{out,in}/results/part-*', data/out",
    "data/*/malformed/part-?????-of-*, data/out",
    "data/*/malformed/part-????????-*-of-*, data/out",
    "data/*/malformed/part-???????????????????-????????-*, data/out",
    "linked/**.jsonl, out/new",
    "linked/*/*/*/*.jsonl, out/new",
    "out/old/results/*.jsonl, out/old",
    "hdfs://localhost:1/data/*/*/*, hdfs://localhost:1/data/out",
    "hdfs://localhost:1/data/in/*, hdfs://localhost:1/data/../data"
  })
  void pathsThatAreReadMayNotBeWritten(String input, String output) throws Exception {
    FailureException failure = failureOf(input, output, Optional.empty());

    assertThat(failure).as("refusal").isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.lines())
        .singleElement()
        .asString()
        .contains("input ", paths(input, output, Optional.empty()).output().path());
  }

  @ParameterizedTest
  @CsvSource({
    "data/*.json, data/out",
    "data/*.jsonl, data/out",
    "data/*/*.jsonl, data/out",
    "data/**.json, data/out",
    "data/**.csv, data/out",
    "data/*/results/*.csv.gz, data/out",
    "data/**, out/new",
    "data/**, data-more",
    "data/**, data/_out",
    "data/**, data/.out/deeper",
    "data/deep/*.json, data/deeper",
    "linked/*/*.jsonl, out/new",
    "linked/**, data/out",
    "hdfs://localhost:1/data/**, data/out",
    "hdfs://localhost:1/data/*, hdfs://localhost:1/data/out",
    "hdfs://localhost:1/data/**, hdfs://localhost:2/data/out",
    "none/*.json, none/out"
  })
  void pathsThatAreNotReadMayBeWritten(String input, String output) throws Exception {
    assertThat(failureOf(input, output, Optional.empty())).isNull();
  }

  @Test
  void overlapsByChanceAreFoundAmongTheFiles() throws Exception {
    RunPaths paths = paths("data/**.json", "data/deep", Optional.empty());
    OverlapCheck check = new OverlapCheck(paths, SINKS, CHECKPOINT_FILES, OPTIONS);
    Path inside = Files.createFile(folder.resolve("data/deep/er/a.json"));
    Path beside = Files.createFile(folder.resolve("data/a.json"));

    assertThatCode(() -> check.checkPlaces(pipelineFile("p.yaml"))).doesNotThrowAnyException();
    assertThatCode(() -> check.checkFiles(files(beside))).doesNotThrowAnyException();
    FailureException failure =
        catchThrowableOfType(FailureException.class, () -> check.checkFiles(files(beside, inside)));
    assertThat(failure.lines())
        .containsExactly(
            "input "
                + inside
                + " lies in output "
                + folder
                + "/data/deep, where the run writes and deletes; name another output");
  }

  @ParameterizedTest
  @CsvSource({
    "data/*.json, out/x, out/x, p.yaml",
    "data/*.json, out/x, out, p.yaml",
    "data/*.json, out/x, ./out/../out/x/, p.yaml",
    "data/*.json, out/x, data, p.yaml",
    "data/*.json, out/x, link, p.yaml",
    "link/*.json, out/x, data, p.yaml",
    "data/*.json, out/x, ., p.yaml",
    "data/*.json, out/x, out/x/results, p.yaml",
    "data/*.json, out/x, out/x/malformed/kept, p.yaml",
    "data/**, out/x, data/kept, p.yaml",
    "hdfs://localhost:1/in/*, hdfs://localhost:1/out/x, hdfs://localhost:1/out/, p.yaml",
    "data/*.json, out/x, kept, kept/p.yaml",
    "data/*.json, out/x, kept, data/../kept/p.yaml"
  })
  void aCheckpointMayNotContainOtherFiles(
      String input, String output, String checkpoint, String pipelineFile) throws Exception {
    FailureException failure = failureOf(input, output, Optional.of(checkpoint), pipelineFile);

    assertThat(failure).as("refusal").isNotNull();
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @CsvSource({
    "data/*.json, out/x, out/x/checkpoint, p.yaml",
    "data/*.json, out/x, out/y, out/x/p.yaml",
    "data/*.json, out/x, out/x-kept, p.yaml",
    "hdfs://localhost:1/in/*, hdfs://localhost:1/out, hdfs://localhost:2/out, p.yaml",
    "hdfs://localhost:1/in/*, hdfs://localhost:1/out, out, p.yaml",
    "data/**, out/x, data/_kept, p.yaml"
  })
  void aCheckpointMayBeAnywhereElse(
      String input, String output, String checkpoint, String pipelineFile) throws Exception {
    assertThat(failureOf(input, output, Optional.of(checkpoint), pipelineFile)).isNull();
  }

  @Test
  void aPipelineFileMayNotBeBelowASink() throws Exception {
    FailureException failure =
        failureOf("data/*.json", "out/x", Optional.empty(), "out/x/results/p.yaml");

    assertThat(failure.lines()).singleElement().asString().contains("the sink results");
  }

  private FailureException failureOf(String input, String output, Optional<String> checkpoint)
      throws Exception {
    return failureOf(input, output, checkpoint, "p.yaml");
  }

  private FailureException failureOf(
      String input, String output, Optional<String> checkpoint, String pipelineFile)
      throws Exception {
    OverlapCheck check =
        new OverlapCheck(paths(input, output, checkpoint), SINKS, CHECKPOINT_FILES, OPTIONS);
    try {
      check.checkPlaces(pipelineFile(pipelineFile));
      return null;
    } catch (FailureException e) {
      return e;
    }
  }

  private RunPaths paths(String input, String output, Optional<String> checkpoint)
      throws Exception {
    return RunPaths.of(List.of(at(input)), at(output), checkpoint.map(this::at));
  }

  private PathOrUri pipelineFile(String name) {
    return new PathOrUri(at(name));
  }

  private String at(String name) {
    return name.startsWith("hdfs:") ? name : folder + "/" + name;
  }

  private static List<InputFile> files(Path... files) {
    return List.of(files).stream().map(file -> new InputFile(file.toString(), 0, false)).toList();
  }
}
