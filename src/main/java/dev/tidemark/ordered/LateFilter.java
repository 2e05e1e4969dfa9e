package dev.tidemark.ordered;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps readings that are too late for the order out of a step, ahead of the shuffle. */
record LateFilter(String step, OrderingSpec policy) implements Serializable {

  /**
   * Passes on the readings in time; gives what was set aside before and here, with the record
   * counts.
   */
  SideOutput admit(ReadingBatch batch, Consumer<Reading> inTime) {
    List<DeadLetter> late = new ArrayList<>();
    for (Reading reading : batch.readings()) {
      Optional<LateReading> tooLate = policy.tooLate(reading);
      tooLate.ifPresentOrElse(late::add, () -> inTime.accept(reading));
    }
    RecordCounts counts =
        RecordCounts.of(step, Outcome.READ, batch.readings().size())
            .plus(RecordCounts.of(step, Outcome.LATE, late.size()))
            .plus(RecordCounts.of(policy.late(step, late)));
    return batch.sideOutput().plus(new SideOutput(late, counts));
  }
}
