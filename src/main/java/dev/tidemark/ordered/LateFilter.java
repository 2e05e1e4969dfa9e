package dev.tidemark.ordered;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Filters out readings that are too late to be put in order, before the shuffle. */
record LateFilter(String step, OrderingSpec spec) implements Serializable {

  /** Takes a reading that is in time. */
  @FunctionalInterface
  interface InTime {
    void take(ReadingColumns readings, int row);
  }

  /**
   * Passes on the readings that are in time.
   *
   * @return the batch's side output, with the late readings and the step's record counts
   */
  SideOutput filter(ReadingBatch batch, InTime inTime) {
    List<DeadLetter> late = new ArrayList<>();
    ReadingColumns readings = batch.readings();
    for (int row = 0; row < readings.size(); row++) {
      if (spec.lateBy(readings, row) <= 0) {
        inTime.take(readings, row);
      } else {
        spec.tooLate(readings.get(row)).ifPresent(late::add);
      }
    }
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, batch.readings().size())
            .plus(RecordCounts.of(step, Outcome.LATE, late.size()))
            .plus(RecordCounts.of(spec.late(step, late)));
    return batch.sideOutput().plus(new SideOutput(late, counts));
  }
}
