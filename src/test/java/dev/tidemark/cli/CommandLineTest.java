package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.yaml.Durations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user meets at the command line: {@code docs/cli.md}. */
class CommandLineTest {
  private static final String TUMBLING = "--pipeline=pipelines/tumbling-counts.yaml";
  private static final String SPARK = "--profile=runner-profiles/spark.properties";
  private static final String DIRECT = "--profile=runner-profiles/direct.properties";

  private static final String CHAIN =
      """
      pipeline:
        type: chain
        transforms:
          - {type: ReadFromJson, config: {path: '%s'}}
          - {type: AssignTimestamps, config: {timestamp: Creation_Time}}
          - {type: Combine, config: {combine: {count: count}}}
          - {type: WriteToJson, config: {path: %s}}
      """;

  @TempDir private Path folder;
  private Path input;
  private Path output;

  @BeforeEach
  void makeInput() throws IOException {
    input = Files.createDirectory(folder.resolve("in"));
    output = folder.resolve("out");
    write("in/a.json", reading(1), reading(2), reading(3));
    write("in/b.json", reading(4), reading(5));
  }

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
  void noInputMatches() throws Exception {
    assertRefused(66, "no input matches " + input + "/*.jsn", "--input=" + input + "/*.jsn");
    assertRefused(66, "no input matches " + input + "/z.json", "--input=" + input + "/z.json");
    assertRefused(
        66,
        "no input matches " + folder + "/none/*.json",
        "--input=" + input + "/*.json," + folder + "/none/*.json");
  }

  @Test
  void aClusterDoesNotSeeLocalPaths() throws Exception {
    assertRefused(
        64,
        "output %s is on this machine's disk, which the executors of spark://host:1 do not see; %s"
            .formatted(
                output,
                "name a place that they do, such as hdfs://..., or use --sharedFileSystem if all"
                    + " hosts have the same there"),
        "--input=hdfs://none/a.json",
        SPARK,
        "--sparkMaster=spark://host:1");
  }

  @Test
  void invalidStreamOptions() throws Exception {
    String files = "--input=" + input + "/*.json";
    String checkpoint = "--checkpoint=" + folder.resolve("kept");
    assertRefused(
        64,
        "--checkpoint needs Spark (-Pspark): the Direct runner cannot resume after a crash",
        files,
        "--mode=replay",
        checkpoint);
    assertRefused(
        64,
        "--checkpoint is for streams: --mode=replay or --mode=follow",
        files,
        "--mode=batch",
        checkpoint);
    assertRefused(64, "--speed is for --mode=replay", files, "--mode=follow", "--speed=2");
    assertRefused(64, "--speed is for --mode=replay", files, "--speed=2");
    for (String option : List.of("--idleTimeout", "--stopAfter")) {
      for (String wrong : List.of("soon", "-1s", "5 weeks")) {
        assertRefused(
            64,
            option + " must be " + Durations.EXPECTED + ", not '" + wrong + "'",
            files,
            "--mode=follow",
            option + "=" + wrong);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "batch, --stopAfter=1s, --stopAfter is for --mode=follow",
    "batch, --idleTimeout=1s, --idleTimeout is for --mode=follow",
    "batch, --maxFilesPerTrigger=5, --maxFilesPerTrigger is for --mode=follow",
    "replay, --stopAfter=1s, --stopAfter is for --mode=follow",
    "replay, --idleTimeout=1s, --idleTimeout is for --mode=follow",
    "replay, --maxFilesPerTrigger=5, --maxFilesPerTrigger is for --mode=follow",
    "replay, --outputShards=2, --outputShards is for --mode=batch",
    "follow, --outputShards=2, --outputShards is for --mode=batch",
    "batch, --batchIntervalMillis=9, '--batchIntervalMillis is for streams: --mode=replay or"
        + " --mode=follow'",
    "batch, --sparkMaster=local[2], --sparkMaster does nothing on DirectRunner; leave it out",
    "replay, --readTimePercentage=0.2, --readTimePercentage does nothing on DirectRunner; leave it"
        + " out",
    "batch, --tempLocation=x, --tempLocation does nothing on DirectRunner; leave it out",
    "batch, --jobEndpoint=x:1, --jobEndpoint does nothing on DirectRunner; leave it out",
    "batch, --streaming=true, --streaming follows from --mode; leave it out",
    "replay, --checkpointDir=x, --checkpointDir is set by --checkpoint; use that",
    "batch, --jobName=x, --jobName is the name of the pipeline file; leave it out",
    "follow, --blockOnRun=true, '--blockOnRun is for programs that do not wait by themselves, as"
        + " Tidemark does; leave it out'",
    "batch, --sharedFileSystem, '--sharedFileSystem is for a cluster, and this run has none'",
  })
  void anOptionWithoutEffect(String mode, String option, String message) throws Exception {
    assertRefused(64, message, "--input=" + input + "/*.json", "--mode=" + mode, option);
  }

  @Test
  void optionsOfTheOtherRunnerAreIgnoredOnSpark() throws Exception {
    Outcome.of(
            TUMBLING,
            SPARK,
            "--input=" + input + "/*.json",
            "--output=" + output,
            "--targetParallelism=2")
        .failsWith(64, "--targetParallelism does nothing on SparkRunner; leave it out");
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
  void someOptionsAreOnlyForTheCommandLine() throws Exception {
    Path pipeline =
        write(
            "options.yaml",
            CHAIN.formatted(input + "/*.json", "results") + "options: {verbose: true}\n");
    Outcome.of("--pipeline=" + pipeline, DIRECT)
        .failsWith(64, pipeline + ":8:11: option 'verbose' is for the command line; drop it here");
  }

  @ParameterizedTest
  @CsvSource({
    "--output=a, --output=b, --output is given twice",
    "--mode=batch, --mode=batch, --mode is given twice",
    "--overwrite, --overwrite, --overwrite is given twice",
    "--targetParallelism=1, --targetParallelism=2, --targetParallelism is given twice",
  })
  void anOptionGivenTwice(String first, String second, String message) {
    Outcome.of(TUMBLING, DIRECT, first, second).failsWith(64, message);
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

  @ParameterizedTest
  @CsvSource({
    "--minRecords=abc, '--minRecords must be a whole number, not %abc%'",
    "--outputShards=1.5, '--outputShards must be a whole number, not %1.5%'",
    "--outputShards=9999999999, '--outputShards must be a whole number of at most 2,147,483,647,"
        + " not %9999999999%'",
    "--speed=fast, '--speed must be a number, not %fast%'",
    "--mode=sometimes, '--mode must be one of batch, replay, follow, not %sometimes%'",
    "--overwrite=maybe, '--overwrite must be true or false, not %maybe%'",
    "--output, '--output needs a value: --output=DIR'",
    "--pipeline=, '--pipeline needs a file, such as pipelines/tumbling-counts.yaml'",
  })
  void aWrongValueIsRefusedInPlainWords(String option, String message) {
    Outcome.of("--console", option).failsWith(64, message.replace('%', '\''));
  }

  @Test
  void anOptionDoesNotConsumeTheNextOneAsItsValue() {
    Outcome.of("--output", "--overwrit").failsWith(64, "--output needs a value: --output=DIR");
  }

  @Test
  void aPipelineCanBeGivenByName() {
    Outcome.of("--pipeline=tumbling-counts")
        .failsWith(
            64,
            "cannot read pipeline file tumbling-counts: there is no such file; did you mean"
                + " '--pipeline=pipelines/tumbling-counts.yaml'?");
  }

  @Test
  void unknownFileSystems() throws Exception {
    assertRefused(
        64,
        "https://localhost/a.json is on a web server, which has no listing and takes no files; use"
            + " a copy of it",
        "--input=https://localhost/a.json");
    assertRefused(
        64,
        "no file system for the scheme of s3://b/a.json on the class path: Hadoop calls it s3a://",
        "--input=s3://b/a.json");
    assertRefused(
        64,
        "no file system for the scheme of s3a://b/a.json on the class path: it is in"
            + " org.apache.hadoop:hadoop-aws:3.3.4 (spark-submit takes it with --packages,"
            + " ./tidemark in TIDEMARK_CLASSPATH)",
        "--input=s3a://b/a.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"version", "--version", "-V"})
  void theVersion(String word) {
    Outcome outcome = Outcome.of(word).endsWith(0);
    assertThat(outcome.out()).matches("tidemark \\S+, Beam 2[.]70[.]0, Java 17[^ ]*\\R");
    assertThat(outcome.log()).isEmpty();
  }

  @Test
  void theConsoleNeedsRowsInFiles() throws Exception {
    assertRefused(
        64,
        "--console and --explain both print on stdout; give one of them",
        "--input=" + input + "/*.json",
        "--console",
        "--explain=a/d/0");
    Path toTopic =
        write(
            "to-topic.yaml",
            CHAIN
                .formatted(input + "/*.json", "results")
                .replace(
                    "{type: WriteToJson, config: {path: results}}",
                    "{type: WriteToKafka, config: {topic: t, bootstrap_servers: 'nowhere:1'}}"));
    Outcome.of("--pipeline=" + toTopic, DIRECT, "--output=" + output, "--console")
        .failsWith(64, "--console prints what goes to files, but all results go to topics");
  }

  @Test
  void aCheckpointOfAnotherCommandIsRefused() throws Exception {
    Path checkpoint = Files.createDirectory(folder.resolve("kept"));
    write("kept/_tidemark", "Tidemark 0.1.0-SNAPSHOT, state format 5\nreplay of another pipeline");
    assertRefused(
        64,
        "--checkpoint "
            + checkpoint
            + " is that of another run, or its pipeline file has changed;"
            + " give the same command again, or remove it",
        SPARK,
        "--input=" + input + "/*.json",
        "--mode=replay",
        "--checkpoint=" + checkpoint);
  }

  @Test
  void theInputIsADirectory() throws Exception {
    assertRefused(
        66,
        "input " + input + " is a directory; name its files, as in " + input + "/*.json",
        "--input=" + input);
    assertRefused(
        66,
        "input " + input + " is a directory; name its files, as in " + input + "/*.json",
        "--mode=follow",
        "--input=" + input);
  }

  @Test
  void theInputCannotBeRead() throws Exception {
    Path secret = input.resolve("a.json");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-wx------"));
    assumeFalse(Files.isReadable(secret), "skipped: root may read any file");

    Outcome outcome = run("--input=" + secret).endsWith(66);

    assertThat(outcome.logLines()).singleElement().asString().contains("cannot read input");
    assertThat(output).doesNotExist();
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
  void anUnknownRunner() throws Exception {
    Map<String, String> before = listing();

    Outcome outcome = run("--input=" + input + "/*.json", "--runner=FlinkRunner").endsWith(64);

    assertThat(outcome.logLines()).singleElement().asString().contains("FlinkRunner");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void theRunnerProfileIsMissing() {
    Outcome.of(TUMBLING, "--profile=" + folder + "/none.properties", "--output=" + output)
        .failsWith(64, "cannot read runner profile " + folder + "/none.properties");
  }

  @Test
  void thePipelineFileIsMissingEmptyOrNotYaml() throws Exception {
    Path missing = folder.resolve("missing.yaml");
    Outcome.of("--pipeline=" + missing)
        .failsWith(64, "cannot read pipeline file " + missing + ": there is no such file");

    Path empty = write("empty.yaml");
    Outcome.of("--pipeline=" + empty)
        .failsWith(64, empty + ":1:1: the file is empty; it needs a 'pipeline'");

    Path broken = write("broken.yaml", "pipeline: [1, 2");
    Outcome outcome = Outcome.of("--pipeline=" + broken).endsWith(64);
    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .matches("tidemark: \\Q" + broken + "\\E:[0-9]+:[0-9]+: .+");
  }

  @Test
  void allErrorsOfAPipelineFileAreReportedAtOnce() throws Exception {
    Path faulty =
        write(
            "faulty.yaml",
            "pipeline:",
            "  type: chain",
            "  transforms:",
            "    - type: ReadFromJson",
            "      config:",
            "        path: in.json",
            "        pth: other.json",
            "    - type: AssignTimestamps",
            "      config:",
            "        timestamp: Creation_Tim",
            "        max_delay: ten seconds",
            "    - type: Combin",
            "    - type: WriteToJson",
            "      input: Combine",
            "      config:",
            "        path: results");
    Map<String, String> before = listing();

    Outcome.of("--pipeline=" + faulty, "--output=" + output)
        .failsWith(
            64,
            faulty + ":7:9: unknown key 'pth'; did you mean 'path'?",
            faulty + ":10:20: unknown timestamp 'Creation_Tim'; did you mean 'Creation_Time'?",
            faulty
                + ":11:20: max_delay must be a duration such as 500ms, 10s, 10m, 2h or 1d,"
                + " not 'ten seconds'",
            faulty + ":12:13: unknown type 'Combin'; did you mean 'Combine'?",
            faulty
                + ":14:14: in a chain each transform takes the output of the one before; drop"
                + " 'input'");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void wrongOptionsOfAPipelineFileAreReportedWithTheRestOfIt() throws Exception {
    Path faulty =
        write(
            "faulty.yaml",
            "options:",
            "  minRecord: 5",
            "  minRecords: many",
            "  maxMalformed: -1",
            "  mode: sometimes",
            "  overwrite: perhaps",
            "  speed: fast",
            "  idleTimeout: soon",
            "  explain: me",
            "  targetParallelism: two",
            "  runnr: DirectRunner",
            "  outputShards: [2]",
            "  xyzzy: 1",
            "pipeline:",
            "  type: chain",
            "  transforms:",
            "    - {type: ReadFromJson, config: {pth: in.json}}",
            "    - {type: WriteToJson, config: {path: results}}");
    Map<String, String> before = listing();

    Outcome outcome = Outcome.of("--pipeline=" + faulty, "--output=" + output).endsWith(64);

    List<String> expected =
        List.of(
            "2:3: unknown option 'minRecord'; did you mean 'minRecords'?",
            "3:15: option 'minRecords': 'many' is not a whole number",
            "4:17: option 'maxMalformed' must not be below 0, but is -1",
            "5:9: option 'mode': 'sometimes' is not one of batch, replay, follow",
            "6:14: option 'overwrite': 'perhaps' is not true or false",
            "7:10: option 'speed': 'fast' is not a number",
            "8:16: option 'idleTimeout' must be " + Durations.EXPECTED + ", not 'soon'",
            "9:12: option 'explain' needs User/Device/Index, such as a/nexus4_1/35, not 'me'",
            "10:22: option 'targetParallelism': ",
            "11:3: unknown option 'runnr'; did you mean 'runner'?",
            "12:17: an option must be one value, not a list",
            "13:3: unknown option 'xyzzy'; the nearest is 'input'",
            "17:37: unknown key 'pth'; did you mean 'path'?");
    assertThat(outcome.logLines()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(outcome.logLines().get(i))
          .startsWith("tidemark: " + faulty + ":" + expected.get(i));
    }
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void aConflictingOptionOfAPipelineFileIsReportedWithItsPlace() throws Exception {
    Path pipeline =
        write(
            "options.yaml",
            CHAIN.formatted(input + "/*.json", "results") + "options: {speed: 2}\n");

    Outcome.of("--pipeline=" + pipeline, DIRECT, "--output=" + output)
        .failsWith(64, "'options: speed' of the pipeline file is for --mode=replay");
    Outcome.of("--pipeline=" + pipeline, DIRECT, "--output=" + output, "--speed=3")
        .failsWith(64, "--speed is for --mode=replay");
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

  @ParameterizedTest
  @CsvSource({
    "--inptu=x, unknown option '--inptu'; did you mean '--input'?",
    "--piepline=x, unknown option '--piepline'; did you mean '--pipeline'?",
    "--overwrit, unknown option '--overwrit'; did you mean '--overwrite'?",
    "--maxMalforme=3, unknown option '--maxMalforme'; did you mean '--maxMalformed'?",
    "--runnr=x, unknown option '--runnr'; did you mean '--runner'?",
    "--xyzzy, unknown option '--xyzzy'; the nearest is '--input'",
    "--hlp, unknown option '--hlp'; did you mean '--help'?",
    "--versoin, unknown option '--versoin'; did you mean '--version'?",
    "--help=run, --help takes no value",
    "--version=1, --version takes no value",
    "input.json, 'unexpected argument ''input.json''; options are written --name=value, as in"
        + " --input=input.json'",
    "space/*, 'unexpected argument ''space/*''; options are written --name=value'",
    "sasl.password=S3CRET,"
        + " 'unexpected argument ''sasl.password=...''; options are written --name=value'",
    "a.yaml, unexpected argument 'a.yaml'; did you mean '--pipeline=a.yaml'?",
    "-v, 'unknown option ''-v''; --verbose shows the runner''s log, --version the version'",
    "-x, 'unexpected argument ''-x''; options are written --name=value'",
  })
  void anUnknownOption(String option, String message) throws Exception {
    assertRefused(64, message, "--input=" + input + "/*.json", option);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--mode=sometimes",
        "--minRecords=many",
        "--maxMalformed=-1",
        "--outputShards=-1",
        "--outputShards=two",
        "--targetParallelism=two",
        "--input=",
        "--output=",
      })
  void anOptionWithAnInvalidValue(String option) throws Exception {
    Map<String, String> before = listing();

    Outcome outcome = Outcome.of(TUMBLING, DIRECT, option).endsWith(64);

    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .startsWith("tidemark: ")
        .contains(option.substring(2, option.indexOf('=')));
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void aSecretThatBeamCannotReadIsAWrongOptionAndIsNotPrinted() {
    Outcome outcome = Outcome.of(TUMBLING, DIRECT, "--gbek=S3CRET").endsWith(64);
    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .startsWith("tidemark: --gbek: the value must be of the form")
        .doesNotContain("S3CRET");
  }

  @Test
  void aValueThatMayContainAPasswordIsNotRepeated() {
    Outcome outcome =
        Outcome.of(TUMBLING, DIRECT, "--hdfsConfiguration=[{\"fs.s3a.secret.key\":\"S3CRET\"")
            .endsWith(64);
    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .startsWith("tidemark: --hdfsConfiguration: ")
        .doesNotContain("S3CRET");
  }

  @Test
  void anUnknownCommand() {
    Outcome.of("genrate").failsWith(64, "unknown command 'genrate'; did you mean 'generate'?");
    Outcome.of("nonsense")
        .failsWith(
            64,
            "unknown command 'nonsense'; commands are run, generate, feed, produce, check, help,"
                + " version");
    Outcome.of("tumbling-counts")
        .failsWith(
            64,
            "unknown command 'tumbling-counts'; did you mean"
                + " '--pipeline=pipelines/tumbling-counts.yaml'?");
    Outcome.of("pipelines/sessions.yaml")
        .failsWith(
            64,
            "unknown command 'pipelines/sessions.yaml'; did you mean"
                + " '--pipeline=pipelines/sessions.yaml'?");
    Outcome.of("help", "rum").failsWith(64, "unknown command 'rum'; did you mean 'run'?");
    Outcome.of("help", "--input=x")
        .failsWith(
            64,
            "help takes a command, not '--input=x'; commands are run, generate, feed, produce,"
                + " check, help, version");
    Outcome.of("help", "run", "generate")
        .failsWith(64, "help takes one command, not 'generate' as well");
    Outcome.of("help", "--rn")
        .failsWith(64, "help takes a command, not '--rn'; did you mean 'run'?");
  }

  @Test
  void generateRefusesImpossibleSettings() throws Exception {
    Outcome.of("generate", "--output=" + output, "--row=5")
        .failsWith(64, "unknown option '--row'; did you mean '--rows'?");
    Outcome.of("generate", "--hlp").failsWith(64, "unknown option '--hlp'; did you mean '--help'?");
    Outcome.of("generate", "--colour=red")
        .failsWith(64, "unknown option '--colour'; the nearest is '--order'");
    Outcome.of("generate", "--output=").failsWith(64, "--output needs a directory");
    Outcome.of("generate", "--output=" + output, "--rows=5")
        .failsWith(64, "--rows must lie between 1,000 and 1,000,000,000, but is 5");
    assertThat(output).doesNotExist();

    Path file = write("file", "text");
    assertThat(
            Outcome.of("generate", "--output=" + file.resolve("below"), "--rows=1000", "--files=1")
                .endsWith(74)
                .logLines())
        .singleElement()
        .asString()
        .contains(file.toString());
  }

  @Test
  void generateDoesNotMixItsFilesWithOthers() throws Exception {
    Outcome.of("generate", "--output=" + output, "--rows=1000", "--files=3").endsWith(0);
    Map<String, String> before = listing();

    Outcome.of("generate", "--output=" + output, "--rows=1000", "--files=2")
        .failsWith(74, output + " already holds part-*.json; name another, or use --overwrite");
    assertThat(listing()).isEqualTo(before);

    Outcome.of("generate", "--output=" + output, "--rows=1000", "--files=2", "--overwrite")
        .endsWith(0);
    assertThat(ShippedPipelines.files(output)).hasSize(2);
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
  void theOutputIsBelowAFile() throws Exception {
    Path file = write("file", "text");
    Map<String, String> before = listing();

    Outcome outcome =
        Outcome.of(
                TUMBLING,
                DIRECT,
                "--input=" + input + "/a.json",
                "--output=" + file.resolve("below"))
            .endsWith(74);

    assertThat(outcome.logLines())
        .singleElement()
        .asString()
        .startsWith("tidemark: cannot write output " + file.resolve("below") + ": ");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void theOutputIsAFile() throws Exception {
    Path file = write("file", "text");

    Outcome.of(TUMBLING, DIRECT, "--input=" + input + "/a.json", "--output=" + file)
        .failsWith(74, "cannot write output " + file + ": " + file + " is a file");
    assertThat(file).hasContent("text");
  }

  @Test
  void filesOfOthersAmongTheRows() throws Exception {
    Files.createDirectories(output.resolve("results"));
    write("out/results/mine.jsonl", "{}");
    assertRefused(
        74,
        "output "
            + output
            + " holds results/mine.jsonl, which was not written by a run; move it, or name another"
            + " output",
        "--input=" + input + "/a.json",
        "--overwrite");

    Files.move(output.resolve("results/mine.jsonl"), output.resolve("results/mine.csv"));
    assertThat(run("--input=" + input + "/a.json").endsWith(0).log())
        .contains("tidemark: " + output + "/results/mine.csv was not written by a run; ");
    assertThat(output.resolve("results/mine.csv")).exists();
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

  @ParameterizedTest
  @ValueSource(strings = {"batch", "replay", "follow"})
  void aRunRefusesToReadItsOwnOutput(String mode) throws Exception {
    Path results = Files.createDirectories(output.resolve("results"));
    Files.copy(input.resolve("a.json"), results.resolve("part-00000-of-00001.jsonl"));

    assertRefused(
        64,
        "input "
            + results
            + "/*.jsonl lies in output "
            + output
            + ", where the run writes and deletes; name another output",
        "--input=" + results + "/*.jsonl",
        "--overwrite",
        "--mode=" + mode);
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

  @ParameterizedTest
  @CsvSource({"help", "--help", "-h"})
  void helpNamesTheCommands(String word) {
    Outcome outcome = Outcome.of(word).endsWith(0);

    assertThat(outcome.log()).isEmpty();
    assertThat(outcome.out()).contains("  run ", "  generate ", "  feed ", "  produce ", "  help ");
  }

  @Test
  void helpShowsTheOptionsOfRunWithTheirDefaults() {
    assertOptions(
        "run",
        Map.of(
            "--pipeline=FILE", "pipelines/activity-monitor.yaml",
            "--input=GLOB,...", "pipeline file names",
            "--output=DIR", "Default: out/<name of the pipeline file>",
            "--overwrite", "",
            "--mode=", "Default: batch",
            "--minRecords=N", "65",
            "--maxMalformed=N", "65",
            "--outputShards=N", "Default: 0",
            "--profile=FILE", "Default: ",
            "--verbose", ""));
    assertThat(Outcome.of("help", "run").out()).contains("64", "65", "66", "70", "74");
  }

  @Test
  void aCommandWithHelpAmongItsOptionsShowsItsHelp() {
    assertThat(Outcome.of("run", "--help").out()).isEqualTo(Outcome.of("help", "run").out());
    assertThat(Outcome.of(TUMBLING, "--help").out()).isEqualTo(Outcome.of("help", "run").out());
    assertThat(Outcome.of("run", "-h").out()).isEqualTo(Outcome.of("help", "run").out());
    assertThat(Outcome.of("generate", "--wrong", "--help").out())
        .isEqualTo(Outcome.of("help", "generate").out());
    assertThat(Outcome.of("help", "--help").out()).isEqualTo(Outcome.of("help").out());
    assertThat(Outcome.of("generate", "--rows=5000", "--help").out())
        .isEqualTo(Outcome.of("help", "generate").out())
        .contains("--nullX");
  }

  @Test
  void helpShowsTheOptionsOfGenerateWithTheirDefaults() {
    assertOptions(
        "generate",
        Map.of(
            "--output=DIR", "Default: out/activity",
            "--rows=N", "Default: 1000000",
            "--files=N", "Default: 80",
            "--seed=N", "Default: 1",
            "--malformed=N", "Default: 0",
            "--duplicates=N", "Default: 0",
            "--late=N", "Default: 0",
            "--nullX=N", "Default: 0",
            "--overwrite", ""));
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
  void aMisspelledOptionInTheProfileIsReported() throws Exception {
    Path profile = write("profile.properties", "outputShard=3");

    Outcome.of(TUMBLING, "--profile=" + profile, "--output=" + output)
        .failsWith(64, "unknown option '--outputShard'; did you mean '--outputShards'?");
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

  private Outcome run(String... options) {
    List<String> args = new ArrayList<>(List.of("run", TUMBLING, "--output=" + output));
    args.addAll(List.of(options));
    if (!args.contains(SPARK)) {
      args.add(DIRECT);
    }
    return Outcome.of(args);
  }

  private void assertRefused(int exitCode, String message, String... options) throws IOException {
    Map<String, String> before = listing();
    run(options).failsWith(exitCode, message);
    assertThat(listing()).isEqualTo(before);
  }

  private static void assertOptions(String command, Map<String, String> options) {
    Outcome outcome = Outcome.of("help", command).endsWith(0);
    assertThat(outcome.log()).isEmpty();
    // Each option starts a paragraph: two spaces, then dashes.
    List<String> paragraphs = List.of(outcome.out().split("\n(?= +--)", -1));
    options.forEach(
        (option, text) ->
            assertThat(paragraphs)
                .as("help for %s", option)
                .anySatisfy(
                    paragraph -> {
                      assertThat(paragraph.strip()).startsWith(option);
                      assertThat(paragraph.replaceAll("\\s+", " ")).contains(text);
                    }));
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

  private Path write(String name, String... lines) throws IOException {
    return Files.writeString(folder.resolve(name), String.join("\n", lines));
  }

  private static String reading(int second) {
    return """
    {"Arrival_Time":%d,"Creation_Time":%d,"User":"a","Device":"d","gt":"walk","x":0.5}\
    """
        .formatted(second * 1_000L, second * 1_000_000_000L);
  }

  private static String last(Outcome outcome) {
    return outcome.logLines().get(outcome.logLines().size() - 1);
  }

  /** Every file below the test's directory with its content; directories too. */
  private Map<String, String> listing() throws IOException {
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
