package dev.tidemark.machine;

import dev.tidemark.model.reading.Reading;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * What a stateful step does for one key, without Beam: {@code (state, reading) -> (state,
 * outputs)}. It is given the key's readings in the total order, and remembers nothing but its
 * state.
 *
 * <p>State and lateness, the same for all machines: readings that arrive out of order are put in
 * order before they get here, and those that are too late for that go to the sink {@code late}. A
 * missing reading is not noticed. A duplicate counts twice unless {@code Deduplicate} comes before.
 * While input does not end, {@link #end} is not called.
 *
 * @param <S> the state, immutable unless the machine says otherwise
 * @param <O> what the machine emits
 */
public interface StateMachine<S, O> extends Serializable {

  /** The state of a key before its first reading. */
  S start();

  /** The state after a reading; outputs go to the consumer, in order. */
  S next(S state, Reading reading, Consumer<? super O> outputs);

  /**
   * Removes from the state what only a reading before a moment could need, as all of those have
   * been processed. This must not change what the machine emits.
   *
   * @param ms since 1970
   */
  default S forget(S state, long ms) {
    return state;
  }

  /**
   * Emits what has changed after some readings were processed, if the machine's answer is one that
   * later answers replace. Emits nothing if nothing has changed.
   */
  default void update(S before, S now, Consumer<? super O> outputs) {}

  /**
   * Emits what is still open when the key's input has ended; nothing for the start state. It may be
   * called again for the same key, then with the start state.
   */
  default void end(S state, Consumer<? super O> outputs) {}

  /** Writes a state as runners and checkpoints keep it. */
  void write(S state, DataOutput out) throws IOException;

  /** Reads a state that {@link #write} of the same machine wrote. */
  S read(DataInput in) throws IOException;
}
