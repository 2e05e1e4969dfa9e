package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static dev.tidemark.pipeline.MarkedYaml.graph;
import static dev.tidemark.testing.Readings.ACTIVITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineFileTest {
  private static final String READ = "{type: ReadFromJson, config: {path: in.json}}";
  private static final String TIMES =
      "{type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}";
  private static final String COUNT = "{type: Combine, config: {combine: {count: count}}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";

  @TempDir private Path folder;

  @Test
  void positionsAreLineAndColumnFromOne() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("p.yaml"),
            """
            # a comment
            pipeline:
              type: chain
              transforms:
                - type: ReadFromJson
                  config:
                    path: in.json
                - type: Combin
            """);

    assertThatExceptionOfType(InvalidPipelineFileException.class)
        .isThrownBy(() -> PipelineFile.read(file.toString(), new AnyOptions()))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .containsExactly(
                        file + ":8:13: unknown type 'Combin'; did you mean 'Combine'?"));
  }

  @ParameterizedTest
  @MethodSource("shippedFiles")
  void shippedFilesAreValid(Path file) throws Exception {
    PipelineSpec spec = PipelineFile.read(file.toString(), new AnyOptions());

    assertThat(file).hasFileName(spec.name() + ".yaml");
    assertThat(spec.source().origin())
        .isEqualTo(new Origin.Files(List.of("data/activity/*.json"), ACTIVITY));
    assertThat(spec.options()).isEmpty();
  }

  private static List<Path> shippedFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("pipelines"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tumbling-counts, 'results,malformed'",
    "tumbling-counts-by-user, 'results,malformed'",
    "sliding-counts, 'results,malformed'",
    "sessions, 'results,malformed'",
    "deduplicated-counts, 'results,late,duplicate,malformed'",
    "session-alerts, 'results,late,malformed'",
    "late-data, 'results,late,malformed'",
    "activity-state, 'results,late,malformed'",
    "count-windows, 'results,late,malformed'",
    "capped-sessions, 'results,late,malformed'",
    "next-session, 'results,late,malformed'",
    "activity-monitor, 'counts,sessions,alerts,late,duplicate,malformed'",
  })
  void shippedFilesHaveTheSinksOfTheContract(String name, String sinks) throws Exception {
    assertThat(PipelineFile.read("pipelines/" + name + ".yaml", new AnyOptions()).sinkNames())
        .containsExactlyInAnyOrder(sinks.split(",", -1));
  }

  @Test
  void wrongKeyOfTheFile() throws Exception {
    MarkedYaml.of("§pipline: §{}\n")
        .assertFaults(
            folder,
            "unknown key 'pipline'; did you mean 'pipeline'?",
            "pipeline needs 'transforms': a list of transforms");
  }

  @Test
  void wrongKeyOfThePipeline() throws Exception {
    MarkedYaml.of(
            """
            pipeline:
              §type: chain
              §tranforms: []
            """)
        .assertFaults(
            folder,
            "a pipeline needs one ReadFromJson, ReadFromCsv or ReadFromKafka, not 0",
            "unknown key 'tranforms'; did you mean 'transforms'?");
  }

  @Test
  void wrongKeysOfATransform() throws Exception {
    chain(READ, "{type: Filter, §confg: {keep: x is not null}}", WRITE)
        .assertFaults(folder, "unknown key 'confg'; did you mean 'config'?");
  }

  @Test
  void wrongKeysOfATransformWithoutAConfig() throws Exception {
    chain(
            "{type: ReadFromJson, §pth: in.json, §nmae: Read}",
            "{type: Filter, keep: §foo > 1, §colour: red}",
            "§{type: AssignTimestamps, max_delay: 10s}",
            "{type: Combine, windowing: {type: fixed, size: 10m}, combine: {n: §cuont}}",
            "{type: WriteToJson, §path: results, §colour: red, config: {path: results}}")
        .assertFaults(
            folder,
            "unknown key 'pth'; did you mean 'path'?",
            "unknown key 'nmae'; did you mean 'name'?",
            "keep: 'foo' is not a field of a reading; fields are "
                + String.join(", ", ActivitySchema.SCHEMA.fieldNames()),
            "unknown key 'colour'; known are type, name, input, config, windowing, keep, language",
            "AssignTimestamps needs 'timestamp': one of Arrival_Time, Creation_Time",
            "unknown fn 'cuont'; did you mean 'count'?",
            "unknown key 'path'; known are type, name, input, config, windowing",
            "unknown key 'colour'; known are type, name, input, config, windowing");
  }

  @Test
  void wrongKeysInside() throws Exception {
    chain(
            "{type: ReadFromJson, config: {path: in.json, error_handling: {§ouput: bad}}}",
            "{type: AssignTimestamps, config: {timestamp: Creation_Time, §maxdelay: 10s}}",
            "{type: WindowInto, windowing: {type: fixed, size: 10m, §allowed_latness: 1m}}",
            "{type: WindowInto, name: W, windowing: {type: fixed, size: 1m, trigger: {§erly: 1s}}}",
            "{type: Combine, config: {combine: {mean_x: {fn: mean, value: x, §of: y}}, §grup_by:"
                + " User}}",
            "{type: WriteToJson, config: {path: results, §nmae: x}}")
        .assertFaults(
            folder,
            "unknown key 'ouput'; did you mean 'output'?",
            "unknown key 'maxdelay'; did you mean 'max_delay'?",
            "unknown key 'allowed_latness'; did you mean 'allowed_lateness'?",
            "unknown key 'erly'; did you mean 'early'?",
            "unknown key 'of'; known are fn, value, where",
            "unknown key 'grup_by'; did you mean 'group_by'?",
            "unknown key 'nmae'; known are path, compression");
  }

  @Test
  void wrongTypeOfTransform() throws Exception {
    chain(READ, TIMES, "{type: §Deduplicat, config: {within: 1m}}", COUNT, WRITE)
        .assertFaults(folder, "unknown type 'Deduplicat'; did you mean 'Deduplicate'?");
  }

  @Test
  void aTypeWithoutASimilarOne() throws Exception {
    chain(READ, "{type: §Teleport}", WRITE)
        .assertFaults(
            folder,
            "unknown type 'Teleport'; known are ReadFromJson, ReadFromCsv, ReadFromKafka,"
                + " AssignTimestamps, Filter, MapToFields, WindowInto, Combine, Deduplicate,"
                + " AlertOnCount, TrackActivity, CountWindows, CappedSessions, NextSession,"
                + " WriteToJson, WriteToCsv, WriteToParquet, WriteToKafka");
  }

  @Test
  void valuesOfTheWrongKind() throws Exception {
    chain(
            "§just words",
            "{type: ReadFromJson, config: {path: §{a: b}}}",
            "{type: Filter, name: §[A, B], config: {keep: x is not null}}",
            "{type: AssignTimestamps, config: {timestamp: §[Creation_Time]}}",
            "{type: WriteToJson, config: §results}")
        .assertFaults(
            folder,
            "a transform must be a mapping with a 'type', not 'just words'",
            "path must be a file or a glob, not a mapping",
            "name must be one value, not a list",
            "timestamp must be one of Arrival_Time, Creation_Time, not a list",
            "config must be a mapping, not 'results'");
  }

  @Test
  void transformsThatAreNotAList() throws Exception {
    MarkedYaml.of("pipeline:\n  §transforms: none\n")
        .assertFaults(folder, "transforms must be a list");
  }

  @Test
  void aFileThatIsNotAMapping() throws Exception {
    MarkedYaml.of("§- pipeline\n")
        .assertFaults(folder, "the file must be a mapping with the key 'pipeline'");
  }

  @Test
  void anEmptyFile() throws Exception {
    MarkedYaml.of("§# nothing but a comment\n").assertFaults(folder, "the file is empty");
  }

  @Test
  void optionsThatAreNotScalars() throws Exception {
    MarkedYaml.of(chain(READ, TIMES, COUNT, WRITE).text() + "options:\n  runner: §[Direct]\n")
        .assertFaults(folder, "an option must be one value, not a list");
  }

  @Test
  void wrongValues() throws Exception {
    chain(
            READ,
            "{type: AssignTimestamps, config: {timestamp: §creation_tme, max_delay: §soon}}",
            "{type: WindowInto, windowing: {type: §fixt}}",
            "{type: Combine, config: {group_by: [User, §Usr, §x], combine: {n: §cuont, m: {fn:"
                + " mean, value: §gt}}}}",
            "{type: WriteToJson, config: {§path: a/b}}")
        .assertFaults(
            folder,
            "unknown timestamp 'creation_tme'; did you mean 'Creation_Time'?",
            "max_delay must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'soon'",
            "unknown type 'fixt'; known are fixed, sliding, sessions, global",
            "unknown group_by 'Usr'; did you mean 'User'?",
            "unknown group_by 'x'; known are Arrival_Time, Creation_Time, Device, Index, Model, User, gt",
            "unknown fn 'cuont'; did you mean 'count'?",
            "unknown field of mean 'gt'; known are Arrival_Time, Creation_Time, Index, x, y, z",
            "a sink is one directory name of letters, digits, '.', '_' and '-'");
  }

  @Test
  void wrongNumbersAndDurationsOfAStep() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: AlertOnCount, config: {§gap: 0s, count: §0, when: gt in ('a'§}}",
            WRITE)
        .assertFaults(
            folder,
            "gap must be more than zero",
            "count must be a whole number above zero, not '0'",
            "when: expected ')', found the end");
  }

  @Test
  void stepsWithoutRequiredKeys() throws Exception {
    chain(
            "§{type: ReadFromJson}",
            "{type: AssignTimestamps, config: §{max_delay: 1s}}",
            "§{type: WindowInto}",
            "{type: Deduplicate, config: §{key: User}}",
            "{type: AlertOnCount, config: §§§{key: User}}",
            "{type: WriteToJson, config: §{}}")
        .assertFaults(
            folder,
            "ReadFromJson needs 'path': a file or a glob, or a list of them",
            "AssignTimestamps needs 'timestamp': one of Arrival_Time, Creation_Time",
            "WindowInto needs 'windowing': which windows",
            "Deduplicate needs 'within': how long after max_delay a duplicate is still known",
            "AlertOnCount needs 'gap': the pause that ends a session",
            "AlertOnCount needs 'count': how many readings raise an alert",
            "AlertOnCount needs 'when': which readings count",
            "WriteToJson needs 'path': the sink's directory below the output directory");
  }

  @Test
  void duplicateKeys() throws Exception {
    chain(READ, "{type: Filter, config: {keep: x > 1, §keep: x > 2}}", TIMES, COUNT, WRITE)
        .assertFaults(folder, "'keep' is given twice");
  }

  @Test
  void fieldsThatCollideInARow() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, config: {group_by: User, combine: {§User: count, §window_end:"
                + " count}}}",
            WRITE)
        .assertFaults(
            folder,
            "the row already has a field 'User'",
            "the row already has a field 'window_end'");
  }

  @Test
  void rowsAreGroupedByTheirWindowsAnyway() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, windowing: {type: fixed, size: 1m}, config: {group_by: User, combine:"
                + " {n: count}}}",
            "{type: Combine, name: Again, config: {group_by: [§window_start, User], combine: {m:"
                + " {fn: max, value: n}}}}",
            WRITE)
        .assertFaults(
            folder,
            "the row already has a field 'window_start', as the window is part of each key; leave it"
                + " out, or rename it with MapToFields before this step");
  }

  @Test
  void aFieldGroupedByTwice() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, config: {group_by: [User, §User], combine: {count: count}}}",
            WRITE)
        .assertFaults(folder, "group_by names User twice");
  }

  @Test
  void invalidWindows() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, windowing: {type: sliding, size: 5m, §period: 10m}, config: {combine:"
                + " {n: count}}}",
            WRITE)
        .assertFaults(folder, "period is longer than size: readings between windows would be lost");
    chain(
            READ,
            TIMES,
            "{type: Combine, windowing: {type: global, §allowed_lateness: 1m}, config: {combine:"
                + " {n: count}}}",
            WRITE)
        .assertFaults(folder, "nothing is ever too late for a global window");
  }

  @Test
  void textThatIsNotYaml() {
    assertThatExceptionOfType(InvalidPipelineFileException.class)
        .isThrownBy(() -> MarkedYaml.of("pipeline:\n\ttype: chain\n").read(folder))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .singleElement()
                    .asString()
                    .startsWith(folder.resolve("right.yaml") + ":2:1: ")
                    .contains("TAB"));
  }

  @Test
  void anAnchorInsideItself() throws Exception {
    MarkedYaml.of("pipeline: §&all\n  transforms: *all\n")
        .assertFaults(folder, "an anchor cannot be used inside itself");
  }

  @Test
  void filesThatCannotBeRead() throws Exception {
    String missing = folder.resolve("missing.yaml").toString();
    assertRefused(missing, "there is no such file");
    assertRefused(folder.toString(), "it is a directory");
    Path latin1 = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', (byte) 0xE9, 'b'});
    assertRefused(latin1.toString(), "it is not UTF-8");
  }

  private static void assertRefused(String file, String reason) {
    assertThatExceptionOfType(InvalidPipelineFileException.class)
        .isThrownBy(() -> PipelineFile.read(file, new AnyOptions()))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .containsExactly("cannot read pipeline file " + file + ": " + reason));
  }

  @Test
  void allErrorsAreReportedAtOnceInFileOrder() throws Exception {
    MarkedYaml.of(
            """
            pipeline:
              transforms:
                - type: ReadFromJson
                  name: Read
                  config:
                    path: in.json
                    §pth: other.json
                - type: AssignTimestamps
                  name: EventTime
                  input: §Raed
                  config:
                    timestamp: §Creation
                - type: §Combin
                  name: Counts
                  input: EventTime
                - type: WriteToJson
                  name: Write
                  input: Counts
                  config:
                    path: counts
            §option:
              runner: DirectRunner
            """)
        .assertFaults(
            folder,
            "unknown key 'pth'; did you mean 'path'?",
            "unknown input 'Raed'; did you mean 'Read'?",
            "unknown timestamp 'Creation'; known are Arrival_Time, Creation_Time",
            "unknown type 'Combin'; did you mean 'Combine'?",
            "unknown key 'option'; did you mean 'options'?");
  }

  @Test
  void aGraphNeedsInputs() throws Exception {
    graph(
            "{type: ReadFromJson, name: Read, config: {path: in.json}}",
            "§{type: Filter, name: Some, config: {keep: x > 0}}",
            "{type: WriteToJson, input: §[Some, Read], config: {path: results}}")
        .assertFaults(
            folder,
            "'Some' needs 'input': the transform whose output it takes",
            "input must name one transform, not a list");
  }
}
