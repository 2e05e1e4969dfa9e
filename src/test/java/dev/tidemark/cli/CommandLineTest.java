package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.yaml.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user meets at the command line: {@code docs/cli.md}. */
class CommandLineTest extends CommandsInAFolder {
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
        .failsWith(
            64,
            "--console prints what goes to files of text, but all results are Parquet, compressed or go"
                + " to topics");
  }

  @Test
  void aCheckpointOfAnotherCommandIsRefused() throws Exception {
    Path checkpoint = Files.createDirectory(folder.resolve("kept"));
    write("kept/_tidemark", "Tidemark 0.1.0-SNAPSHOT, state format 11\nreplay of another pipeline");
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
  void anUnknownRunner() throws Exception {
    Map<String, String> before = listing();

    Outcome outcome = run("--input=" + input + "/*.json", "--runner=FlinkRunner").endsWith(64);

    assertThat(outcome.logLines()).singleElement().asString().contains("FlinkRunner");
    assertThat(listing()).isEqualTo(before);
  }

  @Test
  void theRunnerProfileIsMissing() {
    Outcome.of(TUMBLING, "--profile=" + folder + "/none.properties", "--output=" + output)
        .failsWith(
            64, "cannot read runner profile " + folder + "/none.properties: there is no such file");
  }

  @Test
  void thePipelineFileIsMissingEmptyOrNotYaml() throws Exception {
    Path missing = folder.resolve("missing.yaml");
    Outcome.of("--pipeline=" + missing)
        .failsWith(64, "cannot read pipeline file " + missing + ": there is no such file");

    Path empty = write("empty.yaml");
    Outcome.of("--pipeline=" + empty).failsWith(64, empty + ":1:1: the file is empty");

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
            "9:22: option 'targetParallelism': ",
            "10:3: unknown option 'runnr'; did you mean 'runner'?",
            "11:17: an option must be one value, not a list",
            "12:3: unknown option 'xyzzy'; the nearest is 'input'",
            "16:37: unknown key 'pth'; did you mean 'path'?");
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
  void theReadingToExplainIsNamedAsTheSchemaSays() throws Exception {
    Path pipeline =
        write(
            "options.yaml",
            CHAIN.formatted(input + "/*.json", "results") + "options: {explain: me}\n");

    Outcome.of("--pipeline=" + pipeline, DIRECT, "--output=" + output)
        .failsWith(
            64,
            "'options: explain' of the pipeline file needs User/Device/Index, such as"
                + " a/nexus4_1/35, not 'me'");
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

  /** Written out once: taken from the code, it could not show that a command is missing. */
  private static final String COMMANDS =
      "run, generate, feed, produce, check, schema, lateness, report, clocks, diff, help, version";

  @Test
  void anUnknownCommand() {
    Outcome.of("genrate").failsWith(64, "unknown command 'genrate'; did you mean 'generate'?");
    Outcome.of("nonsense").failsWith(64, "unknown command 'nonsense'; commands are " + COMMANDS);
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
        .failsWith(64, "help takes a command, not '--input=x'; commands are " + COMMANDS);
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

  @ParameterizedTest
  @CsvSource({"help", "--help", "-h"})
  void helpNamesTheCommands(String word) {
    Outcome outcome = Outcome.of(word).endsWith(0);

    assertThat(outcome.log()).isEmpty();
    assertThat(outcome.out().lines().filter(line -> line.matches("  [a-z]+  .*")))
        .extracting(line -> line.substring(2, line.indexOf(' ', 2)))
        .isEqualTo(List.of(COMMANDS.split(", ", -1)));
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
  void anOptionThatTheProfileCannotGiveIsReported() throws Exception {
    Path profile = write("profile.properties", "pipeline=pipelines/sessions.yaml", "verbose=true");

    Outcome.of(TUMBLING, "--profile=" + profile, "--output=" + output)
        .failsWith(
            64,
            "runner profile "
                + profile
                + ": option 'pipeline' is for the command line; drop it here",
            "runner profile "
                + profile
                + ": option 'verbose' is for the command line; drop it here");
  }

  /** Files for directories, and nothing for either. */
  @Test
  void whatIsNoFileOrNoDirectory() throws Exception {
    Path file = write("file", "text");
    Outcome.of("run", "--profile=")
        .failsWith(64, "--profile needs a file, such as runner-profiles/direct.properties");
    for (String command : List.of("clocks", "feed")) {
      Outcome.of(command, "--pipeline=")
          .failsWith(64, "--pipeline needs a file, such as pipelines/tumbling-counts.yaml");
    }
    String isFile = ": " + file + " is a file";
    String given = "--input=" + input + "/a.json";
    Outcome.of("generate", "--output=" + file, "--rows=1000", "--files=1")
        .failsWith(74, "cannot write to " + file + isFile + "; name another directory");
    assertThat(Outcome.of("feed", given, "--output=" + file.resolve("x")).endsWith(74).log())
        .contains("cannot write to " + file.resolve("x") + isFile + "; name another directory");
    assertThat(
            Outcome.of(
                    "lateness", "--pipeline=pipelines/late-data.yaml", given, "--scratch=" + file)
                .endsWith(74)
                .log())
        .contains("cannot write to " + file + "/tidemark-lateness-", isFile + "\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    Outcome.of(TUMBLING, DIRECT, given, "--output=" + link)
        .failsWith(74, "cannot write output " + link + ": " + link + " is a file");
    assertThat(file).hasContent("text");
  }

  @Test
  void aWrongValueOfARunnersOptionIsReportedWithoutJavasWords() {
    Outcome.of(TUMBLING, DIRECT, "--targetParallelism=so\nmany", "--stableUniqueNames=a=b")
        .failsWith(
            64,
            "--targetParallelism=so\\u000amany: not a valid `int` value",
            "--stableUniqueNames=a=b: not one of the values accepted for Enum class: [ERROR,"
                + " WARNING, OFF]");
  }

  @Test
  void anInputThatCanBeNoPath() throws Exception {
    for (String mode : List.of("batch", "replay", "follow")) {
      Outcome.of(TUMBLING, "--input=a\0b", "--mode=" + mode, "--output=" + output)
          .failsWith(64, "a\\u0000b is not a path: Nul character not allowed");
    }
  }

  @Test
  void aMisspelledOptionInTheProfileIsReported() throws Exception {
    Path profile = write("profile.properties", "outputShard=3");

    Outcome.of(TUMBLING, "--profile=" + profile, "--output=" + output)
        .failsWith(
            64,
            "runner profile "
                + profile
                + ": unknown option 'outputShard'; did you mean 'outputShards'?");
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
}
