package dev.tidemark.ordered;

import static dev.tidemark.testing.Readings.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class TracedMachineTest {
  private static final SessionGap GAP = new SessionGap(Duration.ofSeconds(5));
  private final Reading first = Readings.atMillis(0).device("d").index(1).x(1).build();
  private final Reading second = Readings.atMillis(9000).device("d").index(2).x(2).build();

  @Test
  void rowsAreUnchangedAndEventsTraceOneReading() {
    CappedSessions sessions =
        new CappedSessions(
            EachInOrder.CREATION,
            List.of(ActivitySchema.USER),
            ActivitySchema.GT,
            GAP,
            9,
            ActivitySchema.X);
    List<Row> rows = EachInOrder.run(sessions, List.of(first, second));
    assertThat(rows).hasSize(2);

    assertThat(told(sessions, 1))
        .isEqualTo(block(rows, new TraceEvent.Event("step", first, "taken in order")));
    assertThat(told(sessions, 2))
        .isEqualTo(
            block(
                rows,
                new TraceEvent.Event(
                    "step",
                    second,
                    "taken in order; then came the row " + JsonRows.of(rows.get(0)))));
    assertThat(told(sessions, 3)).isEqualTo(block(rows));
  }

  private RowBatch told(CappedSessions sessions, long index) {
    TracedMachine<CappedSessions.Session> watched =
        new TracedMachine<>(sessions, "step", id("a", "d", index));
    RowBatch told =
        TracedMachine.pack(EachInOrder.run(watched, List.of(first, second)), SideOutput.NOTHING);
    return new RowBatch(0, told.rows(), told.sideOutput());
  }

  private static RowBatch block(List<Row> rows, TraceEvent... traceEvents) {
    return new RowBatch(
        0, rows, new SideOutput(List.of(), RecordCounts.EMPTY, List.of(traceEvents)));
  }
}
