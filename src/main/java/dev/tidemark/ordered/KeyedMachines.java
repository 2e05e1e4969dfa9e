package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.Field;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs a state machine for each of many keys.
 *
 * @param <S> the machine's state
 * @param <O> what the machine emits
 */
final class KeyedMachines<S, O> {
  private final StateMachine<S, O> machine;
  private final List<Field> key;
  private final Consumer<O> outputs;
  private final Map<ReadingKey, State<S>> states = new HashMap<>();

  /** The state of the key of the reading before, tried first; null before the first. */
  private State<S> last;

  KeyedMachines(StateMachine<S, O> machine, List<Field> key, Consumer<O> outputs) {
    this.machine = machine;
    this.key = key;
    this.outputs = outputs;
  }

  private static final class State<S> {
    private final ReadingKey key;
    private S value;

    State(ReadingKey key, S value) {
      this.key = key;
      this.value = value;
    }
  }

  /** Passes a reading to the machine of its key. */
  void next(ReadingColumns readings, int row) {
    if (last == null || !last.key.isOf(key, readings, row)) {
      last =
          states.computeIfAbsent(
              ReadingKey.of(key, readings, row), fresh -> new State<>(fresh, machine.start()));
    }
    last.value = machine.next(last.value, readings.get(row), outputs);
  }

  /** Ends the input of every key. */
  void end() {
    for (State<S> state : states.values()) {
      // Of answers that replace one another, bounded input has only the last.
      machine.update(machine.start(), state.value, outputs);
      machine.end(state.value, outputs);
    }
  }
}
