package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Runs a machine as a step does: over all readings of a key in the total order. */
public final class EachInOrder {
  public static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);

  private EachInOrder() {}

  public static <S, O> List<O> run(StateMachine<S, O> machine, Collection<Reading> readings) {
    List<O> outputs = new ArrayList<>();
    S state = machine.start();
    for (Reading reading : readings.stream().sorted(CREATION.order()).toList()) {
      state = machine.next(state, reading, outputs::add);
    }
    machine.update(machine.start(), state, outputs::add);
    machine.end(state, outputs::add);
    return outputs;
  }
}
