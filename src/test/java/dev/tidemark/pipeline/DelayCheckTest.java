package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static dev.tidemark.pipeline.MarkedYaml.graph;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayCheckTest {
  private static final String READ = "{type: ReadFromJson, config: {path: in.json}}";
  private static final String TIMES =
      "{type: AssignTimestamps, config: {timestamp: Creation_Time}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";

  @TempDir private Path folder;

  @Test
  void warnsWhenAStatefulStepFollows() throws Exception {
    PipelineSpec spec =
        chain(READ, TIMES, "{type: Filter, keep: x > 1}", "{type: NextSession, gap: 5s}", WRITE)
            .read(folder);

    assertThat(spec.warnings())
        .containsExactly(
            folder.resolve("right.yaml")
                + ":5:7: warning: without 'max_delay' a reading that arrives after its event time"
                + " is late for 'NextSession', and goes to the sink 'late'; say how much later"
                + " readings may arrive, as in max_delay: 10s");
  }

  @Test
  void warnsWhenWindowsHaveAllowedLateness() throws Exception {
    PipelineSpec spec =
        chain(
                READ,
                TIMES,
                "{type: WindowInto, windowing: {type: fixed, size: 1m, allowed_lateness: 1m}}",
                "{type: Combine, combine: {n: count}}",
                WRITE)
            .read(folder);

    assertThat(spec.warnings())
        .singleElement()
        .asString()
        .contains(":5:7: warning: without 'max_delay'")
        .contains("late for 'WindowInto'; say");
  }

  @Test
  void warnsOnceForEachClock() throws Exception {
    PipelineSpec spec =
        graph(
                "{type: ReadFromJson, name: Read, path: in.json}",
                "{type: AssignTimestamps, name: A, input: Read, timestamp: Creation_Time}",
                "{type: AssignTimestamps, name: B, input: Read, timestamp: Creation_Time}",
                "{type: NextSession, name: One, input: A, gap: 5s}",
                "{type: NextSession, name: Two, input: A, gap: 6s}",
                "{type: NextSession, name: Three, input: B, gap: 6s}",
                "{type: WriteToJson, input: One, path: one}",
                "{type: WriteToJson, input: Two, path: two}",
                "{type: WriteToJson, input: Three, path: three}")
            .read(folder);

    assertThat(spec.warnings()).hasSize(2);
    assertThat(spec.warnings().get(0)).contains(":4:7: ").contains("'One'");
    assertThat(spec.warnings().get(1)).contains(":5:7: ").contains("'Three'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: AssignTimestamps, timestamp: Creation_Time, max_delay: 10s}",
        "{type: AssignTimestamps, timestamp: Creation_Time, max_delay: 0s}",
        "{type: AssignTimestamps, timestamp: Arrival_Time}",
      })
  void doesNotWarnWhenADelayIsGivenOrNothingCanBeLate(String times) throws Exception {
    assertThat(chain(READ, times, "{type: NextSession, gap: 5s}", WRITE).read(folder).warnings())
        .isEmpty();
  }

  @Test
  void doesNotWarnWhenNothingIsEverTooLate() throws Exception {
    assertThat(
            chain(
                    READ,
                    TIMES,
                    "{type: Combine, windowing: {type: fixed, size: 1m}, combine: {n: count}}",
                    WRITE)
                .read(folder)
                .warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dev.tidemark.pipeline.PipelineFileTest#shippedFiles")
  void shippedFilesHaveNoWarnings(Path file) throws Exception {
    assertThat(PipelineFile.read(file.toString(), new AnyOptions()).warnings()).isEmpty();
  }
}
