package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static dev.tidemark.pipeline.MarkedYaml.graph;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can and cannot flow through a chain or a graph. */
class GraphTest {
  private static final String READ = "{type: ReadFromJson, name: Read, config: {path: in.json}}";
  private static final String TIMES =
      "{type: AssignTimestamps, name: Times, input: Read, config: {timestamp: Creation_Time}}";
  private static final String FIXED = "windowing: {type: fixed, size: 10m}";
  private static final String COUNT = "config: {combine: {count: count}}";

  @TempDir private Path folder;

  @Test
  void aMissingInput() throws Exception {
    graph(READ, "{type: WriteToJson, input: §Reed, config: {path: results}}")
        .assertFaults(folder, "unknown input 'Reed'; did you mean 'Read'?");
  }

  @Test
  void anInvalidTransformIsNotAnUnknownInput() throws Exception {
    graph(
            "{type: §ReadFromJsn, name: Read, config: {path: in.json}}",
            "{type: WriteToJson, input: Read, config: {path: results}}")
        .assertFaults(folder, "unknown type 'ReadFromJsn'; did you mean 'ReadFromJson'?");
  }

  @Test
  void aTransformThatReadsItself() throws Exception {
    graph(
            READ,
            "§{type: Filter, name: Loop, input: Loop, config: {keep: x > 0}}",
            "{type: WriteToJson, input: Loop, config: {path: results}}")
        .assertFaults(folder, "'Loop' takes its own output");
  }

  @Test
  void transformsThatReadEachOther() throws Exception {
    graph(
            READ,
            "§{type: Filter, name: A, input: C, config: {keep: x > 0}}",
            "{type: Filter, name: B, input: A, config: {keep: x > 0}}",
            "{type: Filter, name: C, input: B, config: {keep: x > 0}}",
            "{type: WriteToJson, input: C, config: {path: results}}")
        .assertFaults(folder, "'A' takes its own output, through B, C");
  }

  @Test
  void transformsThatReadFromACycleAreNotReported() throws Exception {
    graph(
            READ,
            "{type: WriteToJson, input: A, config: {path: results}}",
            "§{type: Filter, name: A, input: B, config: {keep: x > 0}}",
            "{type: Filter, name: B, input: A, config: {keep: x > 0}}")
        .assertFaults(folder, "'A' takes its own output, through B");
  }

  @Test
  void everyCycleIsReported() throws Exception {
    graph(
            READ,
            "§{type: Filter, name: A, input: B, config: {keep: x > 0}}",
            "{type: Filter, name: B, input: A, config: {keep: x > 0}}",
            "§{type: Filter, name: C, input: C, config: {keep: x > 0}}")
        .assertFaults(folder, "'A' takes its own output, through B", "'C' takes its own output");
  }

  @Test
  void twoTransformsWithTheSameName() throws Exception {
    graph(
            READ,
            "{type: WriteToJson, name: Out, input: Read, config: {path: one}}",
            "§{type: WriteToJson, name: Out, input: Read, config: {path: two}}")
        .assertFaults(folder, "two transforms are named 'Out'; rename one of them");
  }

  @Test
  void unnamedTransformsOfTheSameTypeAreNamedByTheirLines() throws Exception {
    PipelineSpec spec =
        MarkedYaml.of(
                """
                pipeline:
                  type: chain
                  transforms:
                    - {type: ReadFromJson, config: {path: in.json}}
                    - {type: Filter, config: {keep: x > 0}}
                    - {type: Filter, config: {keep: x > 1}}
                    - {type: Filter, name: Filter@8, config: {keep: x > 2}}
                    - {type: Filter, config: {keep: x > 3}}
                    - {type: WriteToJson, config: {path: results}}
                """)
            .read(folder);

    assertThat(spec.transformNames())
        .containsExactly(
            "ReadFromJson", "Filter", "Filter@6", "Filter@8", "Filter@8-2", "WriteToJson");
  }

  @Test
  void aNameInTheFileTakesPrecedenceOverAType() throws Exception {
    PipelineSpec spec =
        chain(
                "{type: ReadFromJson, config: {path: in.json}}",
                "{type: Filter, config: {keep: x > 0}}",
                "{type: AssignTimestamps, name: Filter, config: {timestamp: Creation_Time}}",
                "{type: WriteToJson, config: {path: results}}")
            .read(folder);

    assertThat(spec.transformNames())
        .containsExactly("ReadFromJson", "Filter@5", "Filter", "WriteToJson");
  }

  @Test
  void anInputMayNameATypeThatOccursOnce() throws Exception {
    PipelineSpec spec =
        graph(
                READ,
                "{type: Filter, name: Positive, input: ReadFromJson, config: {keep: x > 0}}",
                "{type: WriteToJson, input: Filter, config: {path: one}}",
                "{type: WriteToJson, input: Positive, config: {path: two}}")
            .read(folder);

    assertThat(spec.steps()).extracting(PipelineSpec.StepSpec::input).containsExactly("Read");
    assertThat(spec.sinks())
        .extracting(PipelineSpec.SinkSpec::name, PipelineSpec.SinkSpec::input)
        .containsExactly(tuple("WriteToJson", "Positive"), tuple("WriteToJson@6", "Positive"));
  }

  @Test
  void anAmbiguousInput() throws Exception {
    graph(
            READ,
            "{type: Filter, input: Read, config: {keep: x > 0}}",
            "{type: Filter, name: Negative, input: Read, config: {keep: x < 0}}",
            "{type: WriteToJson, input: §Filter, config: {path: one}}",
            "{type: WriteToJson, input: §Filtr, config: {path: two}}")
        .assertFaults(
            folder,
            "input 'Filter' may be Filter or Negative; give the one you mean a name of its own",
            "unknown input 'Filtr'; did you mean 'Filter'?");
  }

  @Test
  void unnamedSinksThatShareADirectory() throws Exception {
    graph(
            READ,
            "{type: WriteToJson, input: Read, config: {path: one}}",
            "§{type: WriteToJson, input: Read, config: {path: one}}")
        .assertFaults(folder, "another output already goes to 'one'; choose another path");
  }

  @Test
  void anUnusedOutput() throws Exception {
    graph(
            READ,
            "{type: WriteToJson, input: Read, config: {path: results}}",
            "§{type: Filter, name: Some, input: Read, config: {keep: x > 0}}")
        .assertFaults(
            folder,
            "nothing takes the output of 'Some'; add a WriteToJson or a WriteToKafka that does");
  }

  @Test
  void aStepThatNeedsTimestamps() throws Exception {
    graph(
            READ,
            "§{type: Combine, name: Count, input: Read, " + COUNT + "}",
            "{type: WriteToJson, input: Count, config: {path: results}}")
        .assertFaults(
            folder,
            "'Count' takes readings with timestamps, but is given readings without timestamps;"
                + " put an AssignTimestamps before it");
  }

  @Test
  void rowsAreNotReadings() throws Exception {
    graph(
            READ,
            TIMES,
            "{type: Combine, name: Count, input: Times, " + COUNT + "}",
            "§{type: TrackActivity, name: Some, input: Count}",
            "{type: WriteToJson, input: Some, config: {path: results}}")
        .assertFaults(
            folder, "'Some' takes readings, not the rows of 'Count'; put it before that step");
  }

  @Test
  void windowsBeforeAStatefulStep() throws Exception {
    graph(
            READ,
            TIMES,
            "{type: WindowInto, name: Ten, input: Times, " + FIXED + "}",
            "§{type: Deduplicate, name: Distinct, input: Ten, config: {within: 1m}}",
            "{type: WriteToJson, input: Distinct, config: {path: results}}")
        .assertFaults(
            folder,
            "'Distinct' takes readings in event-time order, over all windows; set windows after"
                + " it");
  }

  @Test
  void windowsAtAStatefulStep() throws Exception {
    graph(
            READ,
            TIMES,
            "{type: Deduplicate, name: Distinct, input: Times, config: {within: 1m}, §"
                + FIXED
                + "}",
            "{type: WriteToJson, input: Distinct, config: {path: results}}")
        .assertFaults(
            folder,
            "'Distinct' takes readings in event-time order, over all windows; set windows after"
                + " it");
  }

  @Test
  void windowsAtASink() throws Exception {
    graph(READ, "{type: WriteToJson, input: Read, §" + FIXED + ", config: {path: results}}")
        .assertFaults(folder, "windows are set before a Combine, not on a sink");
  }

  @Test
  void anInputInAChain() throws Exception {
    chain(
            "{type: ReadFromJson, config: {path: in.json}}",
            "{type: WriteToJson, input: §ReadFromJson, config: {path: results}}")
        .assertFaults(
            folder, "in a chain each transform takes the output of the one before; drop 'input'");
  }

  @Test
  void noSourceAndTwoSources() throws Exception {
    MarkedYaml.of(
            """
            pipeline:
              §type: chain
              transforms: []
            """)
        .assertFaults(
            folder, "a pipeline needs one ReadFromJson, ReadFromCsv or ReadFromKafka, not 0");
    MarkedYaml.of(
            """
            pipeline:
              §transforms:
                - {type: ReadFromJson, name: A, config: {path: a.json}}
                - {type: ReadFromJson, name: B, config: {path: b.json}}
                - {type: WriteToJson, input: A, config: {path: a}}
                - {type: WriteToJson, name: C, input: B, config: {path: b}}
            """)
        .assertFaults(
            folder, "a pipeline needs one ReadFromJson, ReadFromCsv or ReadFromKafka, not 2");
  }

  @Test
  void sinksThatShareADirectoryWhereCaseDoesNotCount() throws Exception {
    graph(
            "§{type: ReadFromJson, name: Read, config: {path: a.json,"
                + " error_handling: {output: Late}}}",
            TIMES,
            "{type: Deduplicate, name: Distinct, input: Times, config: {within: 1m}}",
            "§{type: WriteToJson, name: A, input: Distinct, config: {path: lAte}}",
            "{type: WriteToJson, name: B, input: Distinct, config: {§path: "
                + "x".repeat(191)
                + "}}",
            "{type: WriteToJson, name: C, input: Distinct, config: {path: "
                + "x".repeat(190)
                + "}}")
        .assertFaults(
            folder,
            "'Late' differs from the output 'late' only in case;"
                + " choose another output under error_handling",
            "'lAte' differs from the output 'late' only in case; choose another path",
            "a sink's name has at most 190 characters, but this one has 191");
  }

  @Test
  void sinksThatShareADirectory() throws Exception {
    graph(
            READ,
            TIMES,
            "{type: Deduplicate, name: Distinct, input: Times, config: {within: 1m}}",
            "{type: WriteToJson, name: A, input: Read, config: {path: one}}",
            "§{type: WriteToJson, name: B, input: Read, config: {path: one}}",
            "§{type: WriteToJson, name: C, input: Read, config: {path: malformed}}",
            "§{type: WriteToJson, name: D, input: Distinct, config: {path: late}}",
            "§{type: WriteToJson, name: E, input: Distinct, config: {path: duplicate}}")
        .assertFaults(
            folder,
            "another output already goes to 'one'; choose another path",
            "'malformed' is where malformed lines go; choose another path",
            "'late' is where readings that are too late go; choose another path",
            "'duplicate' is where duplicates go; choose another path");
  }

  @Test
  void namesOfUnusedSideOutputsAreFree() throws Exception {
    PipelineSpec spec =
        graph(
                READ,
                "{type: WriteToJson, name: L, input: Read, config: {path: late}}",
                "{type: WriteToJson, name: D, input: Read, config: {path: duplicate}}")
            .read(folder);

    assertThat(spec.sinkNames()).containsExactlyInAnyOrder("late", "duplicate", "malformed");
    assertThat(spec.lateSink()).isEmpty();
    assertThat(spec.duplicateSink()).isEmpty();
  }

  @Test
  void transformsOfAGraphMayBeInAnyOrder() throws Exception {
    PipelineSpec spec =
        graph(
                "{type: WriteToJson, input: Count, config: {path: results}}",
                "{type: Combine, name: Count, input: Times, " + COUNT + "}",
                TIMES,
                READ)
            .read(folder);

    assertThat(spec.steps())
        .extracting(PipelineSpec.StepSpec::name)
        .containsExactly("Times", "Count");
    assertThat(spec.resultSinks()).containsExactly("results");
  }
}
