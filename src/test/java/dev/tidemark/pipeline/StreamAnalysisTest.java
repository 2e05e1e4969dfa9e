package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static dev.tidemark.pipeline.MarkedYaml.graph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.WindowKey;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAnalysisTest {
  private static final String READ = "{type: ReadFromJson, name: Read, config: {path: in.json}}";
  private static final String TIMES =
      "{type: AssignTimestamps, name: Times, input: Read,"
          + " config: {timestamp: Creation_Time, max_delay: 10s}}";
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));

  @TempDir private Path folder;

  @Test
  void aChainWithoutOrderedStepsKnowsItsDelayAndItsLongestWindow() throws Exception {
    PipelineSpec spec =
        chain(
                "{type: ReadFromJson, config: {path: in.json}}",
                "{type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}",
                "{type: WindowInto, windowing: {type: fixed, size: 10m}}",
                "{type: Combine, config: {combine: {count: count}}}",
                "{type: WriteToJson, config: {path: results}}")
            .read(folder);
    assertThat(StreamAnalysis.of(spec))
        .isEqualTo(
            new StreamRequirements(
                StreamRequirements.USUAL_STEP,
                Duration.ofSeconds(10),
                Duration.ofMinutes(10),
                List.of(),
                0,
                List.of(WindowKey.of(List.of(), false))));
    assertThat(StreamAnalysis.problems(spec)).isEmpty();
  }

  @Test
  void orderedStepsAreCountedAlongTheLongestBranchAndTheirKeysOnce() throws Exception {
    PipelineSpec spec =
        graph(
                READ,
                TIMES,
                "{type: Deduplicate, name: Once, input: Times, config: {key: User, within: 1m}}",
                "{type: TrackActivity, name: State, input: Once, config: {key: User}}",
                "{type: TrackActivity, name: Phones, input: Times, config: {key: Device}}",
                "{type: WriteToJson, input: State, config: {path: states}}",
                "{type: WriteToJson, name: Second, input: Phones, config: {path: phones}}")
            .read(folder);
    StreamRequirements clock = StreamAnalysis.of(spec);
    assertThat(clock.orderedSteps()).isEqualTo(2);
    assertThat(clock.orderedKeys())
        .containsExactlyInAnyOrder(
            new OrderingSpec(List.of(ActivitySchema.USER), CREATION, Duration.ofMinutes(1)),
            new OrderingSpec(List.of(ActivitySchema.DEVICE), CREATION, Duration.ZERO));
    assertThat(clock.longestWindow()).isZero();
  }

  @Test
  void theLongerOfTwoDelaysCounts() throws Exception {
    PipelineSpec spec =
        graph(
                READ,
                TIMES,
                "{type: AssignTimestamps, name: Slow, input: Read,"
                    + " config: {timestamp: Creation_Time, max_delay: 30s}}",
                "{type: TrackActivity, name: A, input: Times, config: {key: User}}",
                "{type: TrackActivity, name: B, input: Slow, config: {key: User}}",
                "{type: WriteToJson, input: A, config: {path: a}}",
                "{type: WriteToJson, name: Second, input: B, config: {path: b}}")
            .read(folder);
    StreamRequirements clock = StreamAnalysis.of(spec);
    assertThat(clock.maxDelay()).hasSeconds(30);
    assertThat(clock.orderedSteps()).isEqualTo(1);
    assertThat(clock.orderedKeys()).hasSize(2);
  }

  @Test
  void timestampsAfterAStatefulStepCannotBeStreamed() throws Exception {
    PipelineSpec spec =
        graph(
                READ,
                TIMES,
                "{type: Deduplicate, name: Once, input: Times, config: {key: User, within: 1m}}",
                "{type: AssignTimestamps, name: Again, input: Once,"
                    + " config: {timestamp: Arrival_Time}}",
                "{type: TrackActivity, name: State, input: Again, config: {key: User}}",
                "{type: WriteToJson, input: State, config: {path: states}}")
            .read(folder);
    assertThat(StreamAnalysis.problems(spec))
        .singleElement()
        .asString()
        .startsWith("'Again' assigns timestamps after a stateful step")
        .contains("put it before 'Once'");
  }

  @Test
  void aKeyThatWasRenamedIsThatOfTheSource() throws Exception {
    PipelineSpec spec = mapped("{who: User, level: case when x > 0 then 'up' end}", "who");

    assertThat(StreamAnalysis.problems(spec)).isEmpty();
    assertThat(StreamAnalysis.of(spec).orderedKeys())
        .containsExactly(
            new OrderingSpec(List.of(ActivitySchema.USER), CREATION, Duration.ofMinutes(1)));
  }

  @Test
  void aKeyThatIsComputedCannotBeStreamed() throws Exception {
    PipelineSpec spec = mapped("{who: User, level: case when x > 0 then 'up' end}", "level");

    assertThat(StreamAnalysis.problems(spec))
        .containsExactly(
            "'Once' keeps the readings of each 'level' in order, which MapToFields computes: a"
                + " stream knows only keys that its source reads; take a field of the source, or"
                + " use --mode=batch");
  }

  private PipelineSpec mapped(String fields, String key) throws Exception {
    return graph(
            READ,
            TIMES,
            "{type: MapToFields, name: Map, input: Times, config: {fields: " + fields + "}}",
            "{type: Deduplicate, name: Once, input: Map, config: {key: " + key + ", within: 1m}}",
            "{type: WriteToJson, input: Once, config: {path: once}}")
        .read(folder);
  }

  @Test
  void rowsThatAStreamRefinesAreNotFilteredThere() throws Exception {
    String windows = "{type: Combine, config: {combine: {count: count}}, windowing: {type: %s}}";
    String once = "fixed, size: 10m, allowed_lateness: 0s";
    assertThat(having(windows.formatted(once))).isEmpty();
    assertThat(having("{type: CountWindows, config: {count: 5, mean: x}}")).isEmpty();
    for (String refined :
        List.of(
            "fixed, size: 10m",
            "fixed, size: 10m, allowed_lateness: 1m",
            once + ", trigger: {early: 1s}",
            "sessions, gap: 5s, allowed_lateness: 0s",
            "global")) {
      assertThat(having(windows.formatted(refined)))
          .as(refined)
          .singleElement()
          .asString()
          .startsWith("'Filter' takes rows of 'Combine', which a stream refines");
    }
    assertThat(having("{type: TrackActivity}")).hasSize(1);
  }

  private List<String> having(String step) throws Exception {
    PipelineSpec spec =
        chain(
                "{type: ReadFromJson, config: {path: in.json}}",
                "{type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}",
                step,
                "{type: Filter, config: {keep: %s is not null}}"
                    .formatted(step.contains("Combine") ? "count" : "end"),
                "{type: WriteToJson, config: {path: results}}")
            .read(folder);
    return StreamAnalysis.problems(spec);
  }
}
