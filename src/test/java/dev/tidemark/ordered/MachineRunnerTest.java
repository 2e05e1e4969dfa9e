package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class MachineRunnerTest {
  private static final OrderingSpec SPEC =
      new OrderingSpec(
          List.of(ActivitySchema.USER),
          new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10)),
          Duration.ZERO);
  private static final Reading FIRST = Readings.atMillis(1_000).build();
  private static final Reading SECOND = Readings.atMillis(2_000).gt("sit").build();
  private static final Reading THIRD = Readings.atMillis(3_000).gt("sit").build();

  private final MachineRunner<Long, Row, RowBatch> runner =
      MachineRunner.ofRows("step", ActivitySchema.SCHEMA, SPEC, new MachineTrace());
  private final ReorderBuffer buffer = ReorderBuffer.empty(ActivitySchema.SCHEMA);

  @Test
  void dueReadingsAreProcessedInOrderAndTheRestIsBuffered() {
    runner.buffer(List.of(THIRD, SECOND), buffer);
    runner.buffer(List.of(FIRST), buffer);
    MachineRunner.Released<Long, Row> none = runner.releaseBefore(1_000, buffer, Optional.empty());
    assertThat(none).isEqualTo(new MachineRunner.Released<>(0L, List.of()));
    MachineRunner.Released<Long, Row> two =
        runner.releaseBefore(3_000, buffer, Optional.of(none.state()));
    assertThat(two)
        .isEqualTo(
            new MachineRunner.Released<>(
                2L, List.of(MachineTrace.row(0, FIRST), MachineTrace.row(1, SECOND))));
    assertThat(runner.releaseBefore(3_001, buffer, Optional.of(two.state())))
        .isEqualTo(new MachineRunner.Released<>(3L, List.of(MachineTrace.row(2, THIRD))));
    assertThat(buffer.isEmpty()).isTrue();
  }

  /** Its watermark was at 12,000 when it came: it is due then, after earlier readings. */
  @Test
  void aLateReadingIsDueAtTheWatermarkOfItsArrival() {
    Reading late = Readings.atMillis(500).arrival(22_000).build();
    runner.buffer(List.of(late, FIRST), buffer);
    assertThat(runner.releaseBefore(12_000, buffer, Optional.empty()).outputs())
        .containsExactly(MachineTrace.row(0, FIRST));
    assertThat(runner.releaseBefore(12_001, buffer, Optional.of(1L)).outputs())
        .containsExactly(MachineTrace.row(1, late));
  }

  @Test
  void aReadingThatFollowsALaterProcessedOneIsLate() {
    assertThat(runner.buffer(List.of(SECOND), buffer)).isEqualTo(SideOutput.NOTHING);
    runner.releaseBefore(2_001, buffer, Optional.empty());
    assertThat(runner.buffer(List.of(FIRST, THIRD), buffer))
        .isEqualTo(
            new SideOutput(
                List.of(LateReading.behindOrder(1_000, FIRST)),
                RecordCounts.of("step", Outcome.LATE, 1)
                    .plus(
                        RecordCounts.of(
                            Findings.of(
                                "step",
                                new Lateness(1, 0, "max_delay of AssignTimestamps (10 s)"))))));
    assertThat(runner.releaseBefore(9_000, buffer, Optional.of(1L)).outputs())
        .containsExactly(MachineTrace.row(1, THIRD));
  }

  @Test
  void atTheEndEverythingIsProcessedAndTheMachineFinishes() {
    runner.buffer(List.of(SECOND, FIRST), buffer);
    assertThat(runner.releaseAll(buffer, Optional.of(5L)))
        .isEqualTo(
            new MachineRunner.Released<>(
                7L,
                List.of(
                    MachineTrace.row(5, FIRST),
                    MachineTrace.row(6, SECOND),
                    MachineTrace.row("end after 7"))));
    assertThat(buffer.isEmpty()).isTrue();
  }

  @Test
  void anUpdatedAnswerIsEmittedOncePerReleaseIfChanged() {
    MachineRunner<TrackActivity.Activity, Row, RowBatch> activity =
        MachineRunner.ofRows(
            "step",
            ActivitySchema.SCHEMA,
            SPEC,
            new TrackActivity(SPEC.eventTime(), List.of(ActivitySchema.USER), ActivitySchema.GT));
    activity.buffer(List.of(THIRD, FIRST, SECOND), buffer);
    MachineRunner.Released<TrackActivity.Activity, Row> unlabelled =
        activity.releaseBefore(1_500, buffer, Optional.empty());
    assertThat(unlabelled.outputs()).isEmpty();
    MachineRunner.Released<TrackActivity.Activity, Row> labelled =
        activity.releaseBefore(9_000, buffer, Optional.of(unlabelled.state()));
    assertThat(JsonRows.of(labelled.outputs()))
        .containsExactly(
            "{\"User\":\"a\",\"activity\":\"sit\",\"start\":\"1970-01-01T00:00:02.000000Z\","
                + "\"end\":\"1970-01-01T00:00:03.000000Z\"}");
    assertThat(activity.releaseAll(buffer, Optional.of(labelled.state())).outputs()).isEmpty();
  }
}
