package dev.tidemark.ordered;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps readings that are too late for the order out of a step, ahead of the shuffle. */
record Admission(String step, OrderPolicy policy) implements Serializable {

  /** Passes on the readings in time; gives what was set aside before and here, with the books. */
  SetAside admit(ReadingBlock block, Consumer<Reading> inTime) {
    List<DeadLetter> late = new ArrayList<>();
    for (Reading reading : block.readings()) {
      Optional<LateReading> tooLate = policy.tooLate(reading);
      tooLate.ifPresentOrElse(late::add, () -> inTime.accept(reading));
    }
    Books books =
        Books.of(step, Outcome.READ, block.readings().size())
            .plus(Books.of(step, Outcome.LATE, late.size()))
            .plus(Books.of(policy.late(step, late)));
    return block.setAside().plus(new SetAside(late, books));
  }
}
