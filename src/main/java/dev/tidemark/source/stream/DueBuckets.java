package dev.tidemark.source.stream;

import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.time.OrderingSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * Which buckets of an ordered key's values are due: a step may buffer or remember readings of them
 * that it can release or forget, although no further reading of theirs comes to make it look.
 */
final class DueBuckets {
  private static final long UNTIL_THE_END = StreamProgress.ENDED - 1;

  private final OrderingSpec ordering;

  /** By bucket, the clock that releases its last reading. */
  private final Map<Integer, Long> buffered;

  /** By bucket with nothing buffered, the clock after which it can be forgotten. */
  private final Map<Integer, Long> remembered;

  private DueBuckets(OrderingSpec ordering, State state) {
    this.ordering = ordering;
    this.buffered = new HashMap<>(state.buffered());
    this.remembered = new HashMap<>(state.remembered());
  }

  /** What a checkpoint holds of it. */
  record State(Map<Integer, Long> buffered, Map<Integer, Long> remembered) {
    static final State START = new State(Map.of(), Map.of());
    static final Coder<State> CODER = new StateCoder();
  }

  static DueBuckets of(OrderingSpec ordering, State state) {
    return new DueBuckets(ordering, state);
  }

  /** The name of the key whose buckets these are. */
  String name() {
    return Buckets.nameOf(ordering.key());
  }

  State state() {
    return new State(Map.copyOf(buffered), Map.copyOf(remembered));
  }

  /** Observes a reading that is about to be emitted. */
  void observe(Reading reading) {
    int bucket = Buckets.MANY.of(ordering.key(), reading.columns(), reading.row());
    long release =
        ordering.releaseTime(reading, reading.clock()) + ordering.eventTime().maxDelay().toMillis();
    // A bucket that was released waits again.
    buffered.merge(
        bucket, release, (before, now) -> before == UNTIL_THE_END ? now : Math.max(before, now));
    remembered.remove(bucket);
  }

  /**
   * Returns the buckets that are due after a mark. Each time the clock has moved on at a mark,
   * these are all that have come since the last step released what was before; at the end, all that
   * ever came.
   *
   * @param newest the arrival clock at the last mark
   * @param oldest the arrival clock that the last of the steps uses
   * @param isPause everything is released, but nothing forgotten
   */
  List<Integer> takeDue(long newest, long oldest, boolean isPause) {
    if (oldest == StreamProgress.ENDED) {
      List<Integer> all = List.copyOf(buffered.keySet());
      buffered.clear();
      remembered.clear();
      return all;
    }
    List<Integer> due = new ArrayList<>();
    boolean moved = newest != oldest || isPause;
    for (Map.Entry<Integer, Long> bucket : buffered.entrySet()) {
      boolean released = bucket.getValue() == UNTIL_THE_END && newest != StreamProgress.ENDED;
      if (moved && !released) {
        due.add(bucket.getKey());
      }
      if (bucket.getValue() < oldest) {
        // The last of the steps releases it at this mark; it is due again at the end.
        if (!ordering.retention().isZero()) {
          remembered.put(bucket.getKey(), bucket.getValue() + ordering.retention().toMillis());
        }
        bucket.setValue(UNTIL_THE_END);
      }
    }
    Iterator<Map.Entry<Integer, Long>> all = remembered.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Integer, Long> bucket = all.next();
      if (bucket.getValue() < oldest) {
        due.add(bucket.getKey());
        all.remove();
      }
    }
    return due;
  }

  private static final class StateCoder extends CustomCoder<State> {
    private static final Coder<Map<Integer, Long>> CLOCKS =
        MapCoder.of(VarIntCoder.of(), VarLongCoder.of());

    @Override
    public void encode(State state, OutputStream out) throws IOException {
      CLOCKS.encode(state.buffered(), out);
      CLOCKS.encode(state.remembered(), out);
    }

    @Override
    public State decode(InputStream in) throws IOException {
      return new State(CLOCKS.decode(in), CLOCKS.decode(in));
    }
  }
}
