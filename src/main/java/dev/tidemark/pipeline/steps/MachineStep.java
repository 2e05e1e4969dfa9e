package dev.tidemark.pipeline.steps;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.ordered.RunStateMachine;
import dev.tidemark.ordered.TraceOrder;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.util.List;

/** A step that runs a state machine over each key's readings, and gives the rows that it emits. */
interface MachineStep extends StatefulStep {
  /** The machine, once it is known which event time its readings have. */
  StateMachine<?, String> machine(EventTime eventTime);

  @Override
  default ElementType output(ElementType given) {
    return ElementType.ROWS;
  }

  @Override
  default StepResult apply(String name, StepResult.Readings input) {
    EventTime eventTime = input.requiredEventTime();
    OrderingSpec order = order(eventTime);
    return input
        .traced(name, new TraceOrder(order))
        .rows(
            name,
            RunStateMachine.of(name, order, input.ordering(), machine(eventTime))
                .tracing(input.traced()),
            List.of(key()));
  }
}
