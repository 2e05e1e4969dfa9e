package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.ordered.RunStateMachine;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;

/** A step that runs a state machine over each key's readings and returns its rows. */
interface MachineStep extends StatefulStep {
  /** The machine, once it is known which event time its readings have. */
  RowMachine<?> machine(EventTime eventTime);

  @Override
  default ElementType output(ElementType given) {
    return ElementType.ROWS;
  }

  @Override
  default Optional<Schema> rowSchema(EventTime eventTime, WindowingSpec windowing) {
    return Optional.of(machine(eventTime).schema());
  }

  @Override
  default StepResult apply(String name, StepResult.Readings input) {
    EventTime eventTime = input.requiredEventTime();
    RowMachine<?> machine = machine(eventTime);
    return input.applyForRows(
        name,
        RunStateMachine.by(name, key(), eventTime, machine)
            .withOrdering(input.ordering())
            .tracing(input.traced()),
        machine.identity());
  }
}
