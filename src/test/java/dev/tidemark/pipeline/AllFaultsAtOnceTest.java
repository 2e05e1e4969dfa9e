package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static dev.tidemark.pipeline.MarkedYaml.graph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No error hides another, and none is reported that only follows from another. */
class AllFaultsAtOnceTest {
  private static final String READ = "{type: ReadFromJson, name: Read, config: {path: in.json}}";
  private static final String TIMES =
      "{type: AssignTimestamps, name: Times, input: Read, config: {timestamp: Creation_Time}}";
  private static final String CIRCLE =
      "§{type: Filter, name: Loop, input: Loop, config: {keep: x > 0}}";
  private static final String LOOPS = "'Loop' takes its own output";

  private static final String CHAIN_READ = "{type: ReadFromJson, config: {path: in.json}}";
  private static final String CHAIN_TIMES =
      "{type: AssignTimestamps, config: {timestamp: Creation_Time}}";
  private static final String CHAIN_COUNT = "{type: Combine, config: {combine: {n: count}}}";
  private static final String CHAIN_WRITE = "{type: WriteToJson, config: {path: results}}";

  @TempDir private Path folder;

  @Test
  void aCycleAndAnUnknownInput() throws Exception {
    graph(READ, CIRCLE, "{type: WriteToJson, input: §Reed, config: {path: results}}")
        .assertFaults(folder, LOOPS, "unknown input 'Reed'; did you mean 'Read'?");
  }

  @Test
  void aCycleAWrongKeyAndAnUnknownType() throws Exception {
    graph(
            "{type: ReadFromJson, name: Read, config: {§pth: in.json}}",
            CIRCLE,
            "{type: §Teleport, input: Loop}",
            "{type: WriteToJson, input: Read, config: {path: results}}")
        .assertFaults(
            folder,
            "unknown key 'pth'; did you mean 'path'?",
            LOOPS,
            "unknown type 'Teleport'; known are ReadFromJson, ReadFromCsv, ReadFromKafka,"
                + " AssignTimestamps, Filter, MapToFields, WindowInto, Combine, Deduplicate,"
                + " AlertOnCount, TrackActivity, CountWindows, CappedSessions, NextSession,"
                + " WriteToJson, WriteToCsv, WriteToParquet, WriteToKafka");
  }

  @Test
  void aCycleDoesNotHideOtherMisplacedSteps() throws Exception {
    graph(
            READ,
            CIRCLE,
            "§{type: Combine, name: Count, input: Read, config: {combine: {n: count}}}",
            "{type: WriteToJson, input: Count, config: {path: results}}",
            "§{type: WriteToJson, name: Again, input: Loop, config: {path: results}}")
        .assertFaults(
            folder,
            LOOPS,
            "'Count' takes readings with timestamps, but is given readings without timestamps;"
                + " put an AssignTimestamps before it",
            "another output already goes to 'results'; choose another path");
  }

  @Test
  void aMisplacedStepAndAWrongValue() throws Exception {
    chain(
            CHAIN_READ,
            "{type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: §soon}}",
            CHAIN_COUNT,
            "§{type: TrackActivity}",
            CHAIN_WRITE)
        .assertFaults(
            folder,
            "max_delay must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'soon'",
            "'TrackActivity' takes readings, not the rows of 'Combine'; put it before that step");
  }

  @Test
  void stepsAfterAMisplacedOneAreNotReportedToo() throws Exception {
    chain("§{type: Filter, config: {keep: x > 0}}", CHAIN_READ, CHAIN_WRITE)
        .assertFaults(folder, "'Filter' comes before the source; a chain begins with its source");
    chain(CHAIN_READ, "§{type: Deduplicate, config: {within: 1m}}", CHAIN_COUNT, CHAIN_WRITE)
        .assertFaults(
            folder,
            "'Deduplicate' takes readings with timestamps, but is given readings without"
                + " timestamps; put an AssignTimestamps before it");
  }

  @Test
  void theInputAfterAnUnknownTypeIsNotKnown() throws Exception {
    chain(CHAIN_READ, "{type: §Combin}", "{type: Filter, config: {keep: x > 0}}", CHAIN_WRITE)
        .assertFaults(folder, "unknown type 'Combin'; did you mean 'Combine'?");
  }

  @Test
  void theInputOfAnUnknownTypeCanStillBeWrongLater() throws Exception {
    chain(
            CHAIN_READ,
            "{type: §Filtr}",
            CHAIN_TIMES,
            CHAIN_COUNT,
            "§{type: Deduplicate, config: {within: 1m}}",
            CHAIN_WRITE)
        .assertFaults(
            folder,
            "unknown type 'Filtr'; did you mean 'Filter'?",
            "'Deduplicate' takes readings, not the rows of 'Combine'; put it before that step");
  }

  @Test
  void theSettingsOfAMisspeltTypeAreCheckedToo() throws Exception {
    chain(
            CHAIN_READ,
            CHAIN_TIMES,
            "{type: §Combin, config: {§grup_by: User, combine: {n: §cuont}}}",
            CHAIN_WRITE)
        .assertFaults(
            folder,
            "unknown type 'Combin'; did you mean 'Combine'?",
            "unknown key 'grup_by'; did you mean 'group_by'?",
            "unknown fn 'cuont'; did you mean 'count'?");
  }

  @Test
  void aWrongWindowTypeHidesNoWrongKeyOrValue() throws Exception {
    chain(
            CHAIN_READ,
            CHAIN_TIMES,
            "{type: WindowInto, windowing: {type: §fixd, §sise: 10m, trigger: {early: §soon}}}",
            CHAIN_COUNT,
            CHAIN_WRITE)
        .assertFaults(
            folder,
            "unknown type 'fixd'; did you mean 'fixed'?",
            "unknown key 'sise'; did you mean 'size'?",
            "early must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'soon'");
  }

  @Test
  void anInvalidSizeIsNotComparedWithThePeriod() throws Exception {
    chain(
            CHAIN_READ,
            CHAIN_TIMES,
            "{type: WindowInto, windowing: {type: sliding, size: §ten, period: 5m}}",
            CHAIN_COUNT,
            CHAIN_WRITE)
        .assertFaults(
            folder, "size must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'ten'");
  }

  @Test
  void everyErrorInACondition() throws Exception {
    chain(
            CHAIN_READ,
            "{type: Filter, config: {keep: \"§foo > 1 and gt = §3 or x in (1, §'2'§\"}}",
            CHAIN_WRITE)
        .assertFaults(
            folder,
            "keep: 'foo' is not a field of a reading; fields are "
                + String.join(", ", ActivitySchema.SCHEMA.fieldNames()),
            "keep: gt is a string; write '3' in single quotes",
            "keep: x is a number; '2' is a string",
            "keep: expected ')', found the end");
  }

  @Test
  void aChainWhoseTypeIsMisspeltIsReadAsOne() throws Exception {
    MarkedYaml.of(
            """
            pipeline:
              type: §chian
              transforms:
                - {type: ReadFromJson, config: {path: in.json}}
                - {type: AssignTimestamps, config: {timestamp: Creation_Time}}
                - {type: Combine, config: {combine: {n: count}}}
                - {type: WriteToJson, config: {path: results}}
            """)
        .assertFaults(folder, "unknown type 'chian'; did you mean 'chain'?");
  }

  @Test
  void connectionsOfAPipelineOfUnknownTypeAreNotKnown() throws Exception {
    MarkedYaml.of(
            """
            pipeline:
              type: §circle
              transforms:
                - {type: ReadFromJson, config: {path: in.json}}
                - {type: WriteToJson, config: {§pth: results}}
            """)
        .assertFaults(
            folder,
            "unknown type 'circle'; known are chain, composite",
            "unknown key 'pth'; did you mean 'path'?");
  }

  @Test
  void aMisspeltKeyIsNotReportedAsMissing() throws Exception {
    chain(
            "{type: ReadFromJson, config: {§pth: in.json}}",
            "{type: AssignTimestamps, config: {§timestmp: §Creation}}",
            "{type: AlertOnCount, config: {§gpa: 5s, §conut: 3, §whn: §foo > 1}}",
            "{§typ: WriteToJson, §confg: {§paht: results}}")
        .assertFaults(
            folder,
            "unknown key 'pth'; did you mean 'path'?",
            "unknown key 'timestmp'; did you mean 'timestamp'?",
            "unknown timestamp 'Creation'; known are Arrival_Time, Creation_Time",
            "unknown key 'gpa'; did you mean 'gap'?",
            "unknown key 'conut'; did you mean 'count'?",
            "unknown key 'whn'; did you mean 'when'?",
            "when: 'foo' is not a field of a reading; fields are "
                + String.join(", ", ActivitySchema.SCHEMA.fieldNames()),
            "unknown key 'typ'; did you mean 'type'?",
            "unknown key 'confg'; did you mean 'config'?",
            "unknown key 'paht'; did you mean 'path'?");
  }

  @Test
  void somethingThatIsNotAMappingLacksNoKeys() throws Exception {
    chain(
            "{type: ReadFromJson, config: §in.json}",
            CHAIN_TIMES,
            "{type: Combine, windowing: §10m, config: {combine: §count}}",
            CHAIN_WRITE)
        .assertFaults(
            folder,
            "config must be a mapping, not 'in.json'",
            "windowing must be a mapping, not '10m'",
            "combine must be a mapping, not 'count'");
    MarkedYaml.of("pipeline: §none\n")
        .assertFaults(folder, "pipeline must be a mapping, not 'none'");
  }

  @Test
  void anInvalidSourceIsNotReportedAsMissing() throws Exception {
    chain("{type: §ReadFromJsn}", CHAIN_TIMES, CHAIN_COUNT, CHAIN_WRITE)
        .assertFaults(folder, "unknown type 'ReadFromJsn'; did you mean 'ReadFromJson'?");
    chain("§read", CHAIN_WRITE)
        .assertFaults(folder, "a transform must be a mapping with a 'type', not 'read'");
  }

  @Test
  void transformsThatAWrongInputMayMeanAreNotReportedAsUnused() throws Exception {
    graph(
            READ,
            TIMES,
            "{type: Combine, name: Count, input: §Tims, config: {combine: {n: count}}}",
            "§{type: Filter, name: Some, input: Times, config: {keep: x > 0}}",
            "{type: WriteToJson, input: Count, config: {path: results}}")
        .assertFaults(
            folder,
            "unknown input 'Tims'; did you mean 'Times'?",
            "nothing takes the output of 'Some'; add a WriteToJson or a WriteToKafka that does");
    graph(READ, TIMES, "§{type: WriteToJson, config: {path: results}}")
        .assertFaults(folder, "'WriteToJson' needs 'input': the transform whose output it takes");
  }

  @Test
  void aTransformWithADuplicateNameIsNotUnknown() throws Exception {
    graph(
            READ,
            "{type: Filter, name: Some, input: Read, config: {keep: x > 0}}",
            "§{type: Filter, name: Some, input: Read, config: {keep: x < 0}}",
            "{type: WriteToJson, input: Some, config: {path: results}}")
        .assertFaults(folder, "two transforms are named 'Some'; rename one of them");
  }

  @Test
  void aTransformWithAnInvalidNameIsNotUnknown() throws Exception {
    graph(
            "{type: ReadFromJson, name: §[Source], config: {path: in.json}}",
            "{type: WriteToJson, input: Source, config: {path: results}}")
        .assertFaults(folder, "name must be one value, not a list");
  }

  @Test
  void invalidOutputsDoNotCollideWithOthers() throws Exception {
    graph(
            READ,
            "{type: WriteToJson, name: A, input: Read, config: {path: §[one]}}",
            "{type: WriteToJson, name: B, input: Read, config: {path: §{two: 2}}}")
        .assertFaults(
            folder, "path must be one value, not a list", "path must be one value, not a mapping");
  }

  /** Except for a transform's name, which its consumers repeat. */
  @ParameterizedTest
  @MethodSource("dev.tidemark.pipeline.PipelineFileTest#shippedFiles")
  void oneMisspelledWordIsOneError(Path file) throws Exception {
    String text = Files.readString(file).replaceAll("(?m)#.*$", "");
    Matcher words = Pattern.compile("(?<!name: )\\b[A-Za-z_]{3,}\\b").matcher(text);
    int faults = 0;
    while (words.find()) {
      String misspelt = new StringBuilder(text).deleteCharAt(words.start() + 1).toString();
      List<String> problems = problems(misspelt);
      assertThat(problems).as("%s misspelt in %s", words.group(), file).hasSizeLessThan(2);
      faults += problems.size();
    }
    assertThat(faults).isGreaterThan(10);
  }

  private List<String> problems(String text) throws Exception {
    try {
      PipelineFile.read(
          Files.writeString(folder.resolve("misspelt.yaml"), text).toString(), new AnyOptions());
      return List.of();
    } catch (InvalidPipelineFileException e) {
      return e.problems();
    }
  }
}
