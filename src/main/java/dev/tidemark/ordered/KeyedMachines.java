package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.Column;
import dev.tidemark.model.ReadingColumns;
import dev.tidemark.schema.Field;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a state machine for each of many keys.
 *
 * @param <S> the machine's state
 * @param <O> what the machine emits
 */
final class KeyedMachines<S, O> {
  private final StateMachine<S, O> machine;
  private final Field key;
  private final Map<Optional<Comparable<?>>, State<S>> states = new HashMap<>();

  /** The state of the key of the reading before, tried first. */
  private State<S> last;

  KeyedMachines(StateMachine<S, O> machine, Field key) {
    this.machine = machine;
    this.key = key;
    this.last = new State<>(Optional.empty(), machine.start());
    states.put(last.key, last);
  }

  private static final class State<S> {
    private final Optional<Comparable<?>> key;
    private S value;

    State(Optional<Comparable<?>> key, S value) {
      this.key = key;
      this.value = value;
    }
  }

  /** Passes a reading to the machine of its key. */
  void next(ReadingColumns readings, int row, Collection<O> outputs) {
    Column keys = readings.column(key);
    if (!keys.has(row, last.key)) {
      last = states.computeIfAbsent(keys.value(row), fresh -> new State<>(fresh, machine.start()));
    }
    last.value = machine.next(last.value, readings.get(row), outputs::add);
  }

  /** Ends the input of every key; {@code afterEach} is called after each. */
  void end(Collection<O> outputs, Runnable afterEach) {
    for (State<S> state : states.values()) {
      // Of answers that replace one another, bounded input has only the last.
      machine.update(machine.start(), state.value, outputs::add);
      machine.end(state.value, outputs::add);
      afterEach.run();
    }
  }
}
