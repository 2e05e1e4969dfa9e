package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What complete runs leave, whose options and input vary: {@code docs/cli.md}. */
class RunCommandIT extends CommandsInAFolder {
  @Test
  void aRunReportsWhatItDoesAndEndsWithRecordCounts() throws Exception {
    write("in/c.json", "no reading");

    Outcome outcome = run("--input=" + input + "/*.json").endsWith(0);

    assertThat(outcome.logLines().get(0))
        .startsWith("tidemark: tumbling-counts on DirectRunner, batch: 3 files, ");
    assertThat(outcome.log())
        .contains("tidemark: read 6 = 5 accepted + 1 malformed; 0 late, 0 duplicate")
        .contains(output + " holds results 1, malformed 1");
    assertThat(outcome.out()).isEmpty();
    new Results(output).assertContainsOnly(List.of("results", "malformed"));
  }

  @Test
  void aProfileServesEveryModeAndAPipelineFileWhereTheModeIsGivenElsewhere() throws Exception {
    Path profile =
        write(
            "profile.properties",
            "runner=DirectRunner",
            "speed=2",
            "idleTimeout=5s",
            "stopAfter=1h",
            "checkpoint=none",
            "batchIntervalMillis=900",
            "sparkMaster=local[2]");
    Path pipeline =
        write(
            "options.yaml",
            CHAIN.formatted(input + "/*.json", "results")
                + "options: {mode: follow, maxFilesPerTrigger: 3}\n");

    Outcome.of(TUMBLING, "--profile=" + profile, "--input=" + input + "/*", "--output=" + output)
        .endsWith(0);
    Outcome.of(
            "--pipeline=" + pipeline, DIRECT, "--output=" + output, "--mode=batch", "--overwrite")
        .endsWith(0);
  }

  @Test
  void inputMayBeGivenSeveralTimes() throws Exception {
    assertThat(accepted("--input=" + input + "/a.json", "--input=" + input + "/b.json"))
        .isEqualTo(5);
  }

  @Test
  void modesAreCaseInsensitive() throws Exception {
    run("--input=" + input + "/*.json", "--mode=BATCH").endsWith(0);
  }

  @Test
  void theInputIsATruncatedGzipFile() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < 500; i++) {
        gzip.write((reading(i) + "\n").getBytes(UTF_8));
      }
    }
    byte[] half = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    Files.write(input.resolve("c.json.gz"), half);
    Map<String, String> before = listing();

    Outcome outcome = run("--input=" + input + "/*").endsWith(66);

    assertThat(last(outcome))
        .startsWith("tidemark: cannot read input ")
        .contains("c.json.gz: it ends in the middle of its compressed data");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void optionsOfAPipelineFileForAnotherRunnerAreIgnoredWhenTheProfileNamesOne() throws Exception {
    Path pipeline =
        write(
            "options.yaml",
            CHAIN.formatted(input + "/*.json", "results") + "options: {runner: FlinkRunner}\n");

    Outcome outcome =
        Outcome.of("--pipeline=" + pipeline, "--output=" + output, "--profile=" + write("none"))
            .endsWith(64);
    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .startsWith("tidemark: " + pipeline + ":8:19: option 'runner': ")
        .contains("FlinkRunner");
    Outcome.of("--pipeline=" + pipeline, "--output=" + output, DIRECT).endsWith(0);
  }

  @Test
  void resultsAreNotReplacedByDefault() throws Exception {
    run("--input=" + input + "/a.json").endsWith(0);
    Map<String, String> before = listing();

    assertRefused(
        74,
        "output " + output + " already holds results; name another, or use --overwrite",
        "--input=" + input + "/b.json");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void resultsOfAnyPipelineAreReplacedOnRequest() throws Exception {
    Outcome.of(DIRECT, "--input=" + input + "/a.json", "--output=" + output).endsWith(0);
    Results results = new Results(output);
    results.assertContainsOnly(
        List.of("counts", "sessions", "alerts", "late", "duplicate", "malformed"));
    Files.writeString(output.resolve("notes.txt"), "my own");

    run("--input=" + input + "/b.json", "--overwrite").endsWith(0);

    assertThat(results.listing())
        .containsExactly("_manifest.json", "malformed", "notes.txt", "results");
    assertThat(results.rows("results")).hasSize(1);
    assertThat(results.rows("results").get(0).get("count").longValue()).isEqualTo(2);
    assertThat(results.manifest().get("pipeline").textValue()).isEqualTo("tumbling-counts");
  }

  @Test
  void aFailedRunKeepsEarlierResults() throws Exception {
    run("--input=" + input + "/a.json").endsWith(0);
    Files.write(input.resolve("c.json.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    Map<String, String> before = listing();

    run("--input=" + input + "/c.json.gz", "--overwrite").endsWith(66);

    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void filesOfOthersAmongTheRows() throws Exception {
    Files.createDirectories(output.resolve("results"));
    write("out/results/mine.txt", "{}");
    for (String ofRows : List.of("mine.jsonl", "mine.csv", "mine.parquet")) {
      Files.move(output.resolve("results/mine.txt"), output.resolve("results/" + ofRows));
      assertRefused(
          74,
          "output "
              + output
              + " holds results/"
              + ofRows
              + ", which was not written by a run; move it, or name another output",
          "--input=" + input + "/a.json",
          "--overwrite");
      Files.move(output.resolve("results/" + ofRows), output.resolve("results/mine.txt"));
    }

    assertThat(run("--input=" + input + "/a.json").endsWith(0).log())
        .contains("tidemark: " + output + "/results/mine.txt was not written by a run; ");
    assertThat(output.resolve("results/mine.txt")).exists();
  }

  @Test
  void resultsWithoutAManifestAreOfAnUnfinishedRun() throws Exception {
    run("--input=" + input + "/a.json").endsWith(0);
    Files.delete(output.resolve("_manifest.json"));
    String left = "_staging-6ba7b810-9dad-11d1-80b4-00c04fd430c8";
    Files.createDirectories(output.resolve(left + "/results"));

    assertRefused(
        74,
        "output "
            + output
            + " holds an unfinished run's results (there is no _manifest.json); name another, or"
            + " use --overwrite",
        "--input=" + input + "/b.json");
    run("--input=" + input + "/b.json", "--overwrite").endsWith(0);
    assertThat(output.resolve(left)).doesNotExist();
  }

  @Test
  void tooManyMalformedLines() throws Exception {
    write("in/c.json", "one", "two", reading(9));

    Outcome outcome = run("--input=" + input + "/c.json", "--maxMalformed=1").endsWith(65);

    assertThat(outcome.log())
        .contains("tidemark: post-condition failed: 2 records malformed, --maxMalformed is 1");
    Results results = new Results(output);
    results.assertContainsOnly(List.of("results", "malformed"));
    assertThat(results.rows("malformed")).hasSize(2);
    assertThat(results.rows("results")).hasSize(1);
    assertThat(results.records("read")).isEqualTo(3);
    run("--input=" + input + "/c.json", "--maxMalformed=2", "--overwrite").endsWith(0);
  }

  @Test
  void tooFewRecords() throws Exception {
    Outcome outcome = run("--input=" + input + "/*.json", "--minRecords=6").endsWith(65);

    assertThat(outcome.log())
        .contains("tidemark: post-condition failed: 5 records accepted, --minRecords is 6");
    assertThat(new Results(output).rows("results")).hasSize(1);
    run("--input=" + input + "/*.json", "--minRecords=5", "--overwrite").endsWith(0);
  }

  @Test
  void theCommandLineOverridesTheProfileWhichOverridesThePipelineFile() throws Exception {
    String pipeline = CHAIN.formatted(input + "/*.json", "results");
    Path plain = write("plain.yaml", pipeline);
    Path withOptions = write("options.yaml", pipeline + "options:\n  outputShards: 4\n");
    Path profile = write("profile.properties", "runner=DirectRunner", "outputShards=3");
    Path silent = write("silent.properties", "runner=DirectRunner");

    assertThat(parts(plain, profile)).isEqualTo(3);
    assertThat(parts(withOptions, silent)).isEqualTo(4);
    assertThat(parts(withOptions, profile)).isEqualTo(3);
    assertThat(parts(withOptions, profile, "--outputShards=2")).isEqualTo(2);
  }

  @Test
  void tidemarkOptionsMayBeInAnyLayer() throws Exception {
    Path pipeline =
        write(
            "options.yaml",
            CHAIN.formatted(input + "/*.json", "results") + "options:\n  minRecords: 6\n");
    Path profile = write("profile.properties", "minRecords=5");

    Outcome.of("--pipeline=" + pipeline, "--output=" + output).endsWith(65);
    Outcome.of(
            "--pipeline=" + pipeline, "--profile=" + profile, "--output=" + output, "--overwrite")
        .endsWith(0);
  }

  @Test
  void inputMayBeRelativeOrAbsoluteOrAList() throws Exception {
    Path here = Path.of("").toAbsolutePath();
    Path relative = here.relativize(input.toAbsolutePath());

    assertThat(accepted("--input=" + relative + "/*.json")).isEqualTo(5);
    assertThat(accepted("--input=" + input + "/a.json")).isEqualTo(3);
    assertThat(accepted("--input=" + input + "/a.json," + relative + "/b.json")).isEqualTo(5);
    assertThat(accepted("--input=" + input + "/a.json, " + input + "/b.json")).isEqualTo(5);
    assertThat(accepted("--input=" + input + "/[ab].json")).isEqualTo(5);
  }

  @Test
  void aFileMatchedBySeveralGlobsIsReadOnce() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(input.toAbsolutePath());

    assertThat(accepted("--input=" + input + "/*.json," + input + "/a.json")).isEqualTo(5);
    assertThat(accepted("--input=" + input + "/a.json," + relative + "/*.json")).isEqualTo(5);
    assertThat(accepted("--input=" + input + "/a.json," + input + "/../in/a.json")).isEqualTo(3);
  }

  @Test
  void theInputDefaultsToThatOfThePipelineFile() throws Exception {
    Path pipeline = write("own.yaml", CHAIN.formatted(input + "/a.json", "results"));

    Outcome.of("--pipeline=" + pipeline, DIRECT, "--output=" + output).endsWith(0);

    assertThat(new Results(output).records("accepted")).isEqualTo(3);
  }

  @Test
  void theOutputDefaultsToTheNameOfThePipeline() throws Exception {
    String name = "command-line-test-" + UUID.randomUUID();
    Path pipeline = write(name + ".yaml", CHAIN.formatted(input + "/*.json", "results"));
    Path out = Path.of("out");
    boolean outWasThere = Files.exists(out);
    try {
      Outcome outcome = Outcome.of("--pipeline=" + pipeline, DIRECT).endsWith(0);

      assertThat(outcome.log()).contains("out/" + name + " holds results 1, malformed 0");
      JsonNode manifest = new Results(out.resolve(name)).manifest();
      assertThat(manifest.get("pipeline").textValue()).isEqualTo(name);
    } finally {
      deleteTree(out.resolve(name));
      if (!outWasThere) {
        Files.deleteIfExists(out);
      }
    }
  }

  @Test
  void aTrailingSlashOfTheOutputDoesNotMatter() throws Exception {
    Outcome.of(TUMBLING, DIRECT, "--input=" + input + "/*.json", "--output=" + output + "/")
        .endsWith(0);

    new Results(output).assertContainsOnly(List.of("results", "malformed"));
  }

  @Test
  void inputWithoutReadingsGivesEmptySinks() throws Exception {
    write("in/empty.json");

    run("--input=" + input + "/empty.json").endsWith(0);

    Results results = new Results(output);
    results.assertContainsOnly(List.of("results", "malformed"));
    assertThat(results.rows("results")).isEmpty();
    assertThat(results.records("read")).isZero();
    assertThat(results.manifest().at("/outputs/results").longValue()).isZero();
  }

  private int parts(Path pipeline, Path profile, String... options) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--pipeline=" + pipeline,
                "--profile=" + profile,
                "--output=" + output,
                "--overwrite"));
    args.addAll(List.of(options));
    Outcome.of(args).endsWith(0);
    return new Results(output).parts("results").size();
  }

  private long accepted(String... inputOptions) throws IOException {
    List<String> options = new ArrayList<>(List.of(inputOptions));
    options.add("--overwrite");
    run(options.toArray(String[]::new)).endsWith(0);
    return new Results(output).records("accepted");
  }

  private static String last(Outcome outcome) {
    return outcome.logLines().get(outcome.logLines().size() - 1);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
