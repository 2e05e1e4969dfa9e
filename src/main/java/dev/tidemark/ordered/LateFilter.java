package dev.tidemark.ordered;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Filters out readings that are too late to be put in order, before the shuffle. */
record LateFilter(String step, OrderingSpec spec) implements Serializable {

  /**
   * Passes on the readings that are in time.
   *
   * @return the batch's side output, with the late readings and the step's record counts
   */
  SideOutput filter(ReadingBatch batch, Consumer<Reading> inTime) {
    List<DeadLetter> late = new ArrayList<>();
    for (Reading reading : batch.readings()) {
      Optional<LateReading> tooLate = spec.tooLate(reading);
      tooLate.ifPresentOrElse(late::add, () -> inTime.accept(reading));
    }
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, batch.readings().size())
            .plus(RecordCounts.of(step, Outcome.LATE, late.size()))
            .plus(RecordCounts.of(spec.late(step, late)));
    return batch.sideOutput().plus(new SideOutput(late, counts));
  }
}
