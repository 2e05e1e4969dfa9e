package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a step does with the readings of a key in a stream, whatever tells it how far the stream has
 * come: it holds them until no earlier one can come, and then hands them to its machine in order.
 */
record Release<S extends Serializable, O>(
    String step, StateMachine<S, O> machine, OrderingSpec policy) implements Serializable {

  /** A machine's state behind some readings, and what it put out. */
  record Step<S, O>(S state, List<O> outputs) {}

  /** Takes in readings; those that the machine has passed already are set aside. */
  SideOutput buffer(List<Reading> readings, ReorderBuffer buffer) {
    List<LateReading> late = buffer.add(readings, policy);
    return late.isEmpty()
        ? SideOutput.NOTHING
        : new SideOutput(
            List.copyOf(late),
            RecordCounts.of(step, Outcome.LATE, late.size())
                .plus(RecordCounts.of(policy.late(step, late))));
  }

  /** Hands over what is due before the moment. */
  Step<S, O> before(long ms, ReorderBuffer buffer, Optional<S> state) {
    S before = state.orElseGet(machine::start);
    S now = before;
    List<O> outputs = new ArrayList<>();
    for (Reading reading : buffer.takeBefore(ms, policy)) {
      now = machine.next(now, reading, outputs::add);
    }
    machine.update(before, now, outputs::add);
    return new Step<>(now, outputs);
  }

  /** Hands over all there is, and ends the key's input. */
  Step<S, O> toTheEnd(ReorderBuffer buffer, Optional<S> state) {
    Step<S, O> last = before(Long.MAX_VALUE, buffer, state);
    machine.end(last.state(), last.outputs()::add);
    return last;
  }
}
