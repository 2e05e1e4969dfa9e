package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.cluster.Hdfs;
import dev.tidemark.testing.oracle.Oracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Input and output in HDFS, on the Direct runner: what does not depend on a cluster of Spark. */
@ExtendWith(SharedServices.class)
class HdfsIT {
  @TempDir private static Path shared;
  private static Hdfs hdfs;
  private static Path input;

  @TempDir private Path folder;

  @BeforeAll
  static void putTheSample(Hdfs ofAllTests) throws Exception {
    hdfs = ofAllTests;
    input = Files.createDirectory(shared.resolve("in"));
    for (Path file : ShippedPipelines.sample()) {
      Files.copy(file, input.resolve(file.getFileName()));
    }
    hdfs.put(ShippedPipelines.files(input));
  }

  @Test
  void resultsAreReplacedOnlyOnRequest() throws Exception {
    Path output = folder.resolve("out");

    run("late-data", input + "/*.json", output).endsWith(0);
    assertHolds("late-data", output);
    run("tumbling-counts", input + "/*.json", output).endsWith(74);
    assertHolds("late-data", output);
    run("tumbling-counts", input + "/*.json", output, "--overwrite").endsWith(0);
    assertHolds("tumbling-counts", output);
  }

  @Test
  void aGlobSkipsDirectories() throws Exception {
    Path below = folder.resolve("below");
    Path file = Files.copy(ShippedPipelines.sample().get(0), folder.resolve("a.json"));
    Path deeper = Files.createDirectory(below).resolve("b.json");
    Files.copy(file, deeper);
    hdfs.put(List.of(file, deeper));

    Outcome outcome = run("tumbling-counts", folder + "/*", folder.resolve("out")).endsWith(0);

    assertThat(outcome.log()).contains("batch: 1 file, ");
  }

  @Test
  void aDirectoryIsNotAnInput() {
    Outcome outcome = run("tumbling-counts", input.toString(), folder.resolve("out")).endsWith(66);

    assertThat(outcome.log())
        .contains("input " + hdfs.uri(input) + " is a directory; name its files, as in ");
  }

  @Test
  void aFailedRunLeavesNoDirectory() throws Exception {
    Path broken = Files.write(folder.resolve("broken.json.gz"), new byte[] {31, (byte) 139, 8, 0});
    hdfs.put(List.of(broken));
    Path parent = folder.resolve("missing");

    run("tumbling-counts", broken.toString(), parent.resolve("out")).endsWith(66);

    assertThat(hdfs.exists(parent)).isFalse();
  }

  @Test
  void aPipelineFileIsReadThereToo() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "pipeline: {}\n");
    hdfs.put(List.of(wrong));

    Outcome.of("--pipeline=" + hdfs.uri(folder.resolve("none.yaml")))
        .failsWith(
            64,
            "cannot read pipeline file "
                + hdfs.uri(folder.resolve("none.yaml"))
                + ": there is no such file");
    assertThat(Outcome.of("--pipeline=" + hdfs.uri(wrong)).endsWith(64).log())
        .startsWith("tidemark: " + hdfs.uri(wrong) + ":1:");
  }

  private static Outcome run(String pipeline, String input, Path output, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--profile=runner-profiles/direct.properties",
                "--pipeline=pipelines/" + pipeline + ".yaml",
                "--input=" + hdfs.uri(Path.of(input)),
                "--output=" + hdfs.uri(output)));
    args.addAll(List.of(more));
    return Outcome.of(args);
  }

  private void assertHolds(String pipeline, Path output) throws Exception {
    Path copy = hdfs.get(output, folder.resolve("copy-of-" + pipeline + UUID.randomUUID()));
    Oracle oracle = Oracle.over(ShippedPipelines.files(input));
    new Results(copy).assertHolds(Engine.DIRECT_BATCH, oracle, oracle.answersOf(pipeline));
  }
}
