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
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.List;
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
  private final KeyedStates<Long> states = runner.noStates();

  @Test
  void dueReadingsAreProcessedInOrderAndTheRestIsBuffered() {
    buffer(THIRD, SECOND);
    buffer(FIRST);
    assertThat(runner.releaseBefore(1_000, buffer, states)).isEmpty();
    assertThat(states.size()).isZero();
    assertThat(runner.releaseBefore(3_000, buffer, states))
        .containsExactly(MachineTrace.row(0, FIRST), MachineTrace.row(1, SECOND));
    assertThat(runner.releaseBefore(3_001, buffer, states))
        .containsExactly(MachineTrace.row(2, THIRD));
    assertThat(buffer.isEmpty()).isTrue();
    assertThat(states.size()).isEqualTo(1);
  }

  /** Its watermark was at 12,000 when it came: it is due then, after earlier readings. */
  @Test
  void aLateReadingIsDueAtTheWatermarkOfItsArrival() {
    Reading late = Readings.atMillis(500).arrival(22_000).build();
    buffer(late, FIRST);
    assertThat(runner.releaseBefore(12_000, buffer, states))
        .containsExactly(MachineTrace.row(0, FIRST));
    assertThat(runner.releaseBefore(12_001, buffer, states))
        .containsExactly(MachineTrace.row(1, late));
  }

  @Test
  void aReadingThatFollowsALaterProcessedOneIsLate() {
    assertThat(buffer(SECOND)).isEqualTo(SideOutput.NOTHING);
    runner.releaseBefore(2_001, buffer, states);
    assertThat(buffer(FIRST, THIRD))
        .isEqualTo(
            new SideOutput(
                List.of(LateReading.behindOrder(1_000, FIRST)),
                RecordCounts.of("step", Outcome.LATE, 1)
                    .plus(
                        RecordCounts.of(
                            Findings.of(
                                "step",
                                new Lateness(1, 0, "max_delay of AssignTimestamps (10 s)"))))));
    assertThat(runner.releaseBefore(9_000, buffer, states))
        .containsExactly(MachineTrace.row(1, THIRD));
  }

  @Test
  void aReadingAtTheMomentOfTheLastProcessedOneIsLate() {
    buffer(SECOND);
    runner.releaseBefore(2_001, buffer, states);
    assertThat(buffer(SECOND).deadLetters()).containsExactly(LateReading.behindOrder(0, SECOND));
  }

  @Test
  void atTheEndEverythingIsProcessedAndTheMachineFinishes() {
    buffer(SECOND, FIRST);
    assertThat(runner.releaseAll(buffer, states))
        .containsExactly(
            MachineTrace.row(0, FIRST),
            MachineTrace.row(1, SECOND),
            MachineTrace.row("end after 2"));
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
    KeyedStates<TrackActivity.Activity> activities = activity.noStates();
    activity.buffer(ReadingColumns.of(List.of(THIRD, FIRST, SECOND)), buffer, () -> activities);
    assertThat(activity.releaseBefore(1_500, buffer, activities)).isEmpty();
    assertThat(JsonRows.of(activity.releaseBefore(9_000, buffer, activities.close())))
        .containsExactly(
            "{\"User\":\"a\",\"activity\":\"sit\",\"start\":\"1970-01-01T00:00:02.000000Z\","
                + "\"end\":\"1970-01-01T00:00:03.000000Z\"}");
    assertThat(activity.releaseAll(buffer, activities.close())).isEmpty();
  }

  private SideOutput buffer(Reading... readings) {
    return runner.buffer(ReadingColumns.of(List.of(readings)), buffer, () -> states);
  }
}
