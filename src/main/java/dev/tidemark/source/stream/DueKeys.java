package dev.tidemark.source.stream;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.time.OrderingSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Which values of an ordered key are due: a step may hold readings of them, or know them, that it
 * can let go or forget although no more of them come.
 */
final class DueKeys {
  private static final long UNTIL_THE_END = StreamProgress.ENDED - 1;

  private final OrderingSpec key;

  /** By value, the clock that lets go of its last reading. */
  private final Map<ReadingKey, Long> held;

  /** By value of which nothing is held any more, the clock behind which it can be forgotten. */
  private final Map<ReadingKey, Long> known;

  private DueKeys(OrderingSpec key, State state) {
    this.key = key;
    this.held = new HashMap<>(state.held());
    this.known = new HashMap<>(state.known());
  }

  /** What a checkpoint keeps of it. */
  record State(Map<ReadingKey, Long> held, Map<ReadingKey, Long> known) implements Serializable {
    static final State START = new State(Map.of(), Map.of());
  }

  static DueKeys of(OrderingSpec key, State state) {
    return new DueKeys(key, state);
  }

  /** The field whose values these are. */
  Field field() {
    return key.key();
  }

  State state() {
    return new State(Map.copyOf(held), Map.copyOf(known));
  }

  /** A reading is emitted, with the clock by which it is judged. */
  void emit(Reading reading) {
    ReadingKey value = ReadingKey.of(key.key(), reading);
    long letsGo = key.eventTime().releaseTime(reading) + key.eventTime().maxDelay().toMillis();
    // A value that was let go of waits anew.
    held.merge(
        value, letsGo, (before, now) -> before == UNTIL_THE_END ? now : Math.max(before, now));
    known.remove(value);
  }

  /**
   * The values that are due behind a mark: with each mark that the clock has moved on to, all that
   * came in since the last step let go of what was before, and at the end all that ever came.
   *
   * @param newest the arrival clock at the last mark
   * @param oldest the one that the last of the steps goes by
   * @param isPause all is let go, but nothing forgotten
   */
  List<ReadingKey> takeDue(long newest, long oldest, boolean isPause) {
    if (oldest == StreamProgress.ENDED) {
      List<ReadingKey> all = List.copyOf(held.keySet());
      held.clear();
      known.clear();
      return all;
    }
    List<ReadingKey> due = new ArrayList<>();
    boolean moved = newest != oldest || isPause;
    for (Map.Entry<ReadingKey, Long> value : held.entrySet()) {
      boolean settled = value.getValue() == UNTIL_THE_END && newest != StreamProgress.ENDED;
      if (moved && !settled) {
        due.add(value.getKey());
      }
      if (value.getValue() < oldest) {
        // The last of the steps lets go with this mark; the value is due again at the end.
        if (!key.retention().isZero()) {
          known.put(value.getKey(), value.getValue() + key.retention().toMillis());
        }
        value.setValue(UNTIL_THE_END);
      }
    }
    for (Iterator<Map.Entry<ReadingKey, Long>> all = known.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<ReadingKey, Long> value = all.next();
      if (value.getValue() < oldest) {
        due.add(value.getKey());
        all.remove();
      }
    }
    return due;
  }
}
