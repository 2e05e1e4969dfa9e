package dev.tidemark.machine;

import dev.tidemark.model.Reading;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * What a stateful step does for one key, without Beam: {@code (state, reading) -> (state,
 * outputs)}. It is fed the key's readings in the total order, and has no other memory than its
 * state, which is immutable.
 *
 * @param <S> the state, serializable
 * @param <O> what it puts out
 */
public interface StateMachine<S extends Serializable, O> extends Serializable {

  /** The state of a key before its first reading. */
  S start();

  /** The state after a reading; outputs go to the consumer, in order. */
  S next(S state, Reading reading, Consumer<? super O> outputs);

  /**
   * All that is due before a moment has been taken: leaves out of the state what only an earlier
   * reading could ask for. Nothing that is put out may change by it.
   *
   * @param ms since 1970
   */
  default S forget(S state, long ms) {
    return state;
  }

  /**
   * Readings have been taken, and more may follow later: puts out what has changed, if the answer
   * is one that later ones replace. Where nothing has changed it puts out nothing.
   */
  default void update(S before, S now, Consumer<? super O> outputs) {}

  /**
   * The key's input has ended: puts out what is still open, of its start state nothing. A key can
   * be told its end again, and then it has no other state any more.
   */
  default void end(S state, Consumer<? super O> outputs) {}
}
