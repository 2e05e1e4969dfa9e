package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs a state machine for each of many keys over some of their readings.
 *
 * @param <S> the machine's state
 * @param <O> what the machine emits
 */
final class KeyedMachines<S, O> {
  private final StateMachine<S, O> machine;
  private final List<Field> key;
  private final KeyedStates<S> states;
  private final Consumer<O> outputs;

  /** Of each key that has had readings here, the state that it came with. */
  private final List<Before<S>> touched = new ArrayList<>();

  /** The state of the key of the reading before, tried first; null before the first. */
  private KeyedStates.KeyState<S> last;

  /**
   * Starts before the first reading.
   *
   * @param states those of the keys, which change with the readings
   */
  KeyedMachines(
      StateMachine<S, O> machine, List<Field> key, KeyedStates<S> states, Consumer<O> outputs) {
    this.machine = machine;
    this.key = key;
    this.states = states;
    this.outputs = outputs;
    states.beginRun();
  }

  private record Before<S>(KeyedStates.KeyState<S> state, S value) {}

  /** Passes a reading to the machine of its key; returns that key's state. */
  KeyedStates.KeyState<S> next(ReadingColumns readings, int row) {
    if (last == null || !last.key().isOf(key, readings, row)) {
      last = states.of(readings, row);
      if (states.touch(last)) {
        touched.add(new Before<>(last, last.value()));
      }
    }
    last.set(machine.next(last.value(), readings.get(row), outputs));
    return last;
  }

  /** Emits what has changed with the readings. */
  void update() {
    touched.forEach(before -> machine.update(before.value, before.state.value(), outputs));
  }

  /** Ends the input of every key. */
  void end() {
    states.forEach(state -> machine.end(state.value(), outputs));
  }
}
