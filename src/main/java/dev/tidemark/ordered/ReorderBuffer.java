package dev.tidemark.ordered;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Readings of a key that wait until no earlier one can come. They lie encoded, by slice of the time
 * at which they are due: a runner encodes all of a state each time, and most of it waits on.
 */
final class ReorderBuffer {
  /** Short enough that not much is decoded too early, long enough that slices are few. */
  static final long SLICE_MS = 5_000;

  private final NavigableMap<Long, List<byte[]>> slices;

  /** When the last reading was due that has been taken. */
  private long takenTo;

  ReorderBuffer(NavigableMap<Long, List<byte[]>> slices, long takenTo) {
    this.slices = slices;
    this.takenTo = takenTo;
  }

  static ReorderBuffer none() {
    return new ReorderBuffer(new TreeMap<>(), Long.MIN_VALUE);
  }

  static long sliceOf(long dueMs) {
    return Math.floorDiv(dueMs, SLICE_MS);
  }

  /** Adds readings; those before one that has been taken are too late, and are returned. */
  List<LateReading> add(List<Reading> readings, OrderingSpec policy) {
    List<LateReading> late = new ArrayList<>();
    List<Reading> inTime = new ArrayList<>(readings.size());
    for (Reading reading : readings) {
      long behind = takenTo - policy.releaseTime(reading);
      if (takenTo != Long.MIN_VALUE && behind >= 0) {
        late.add(LateReading.behindOrder(behind, reading));
      } else {
        inTime.add(reading);
      }
    }
    buffer(inTime, policy);
    return late;
  }

  /** Takes what is due before the moment, in order. */
  List<Reading> takeBefore(long ms, OrderingSpec policy) {
    List<Reading> taken = new ArrayList<>();
    List<Reading> left = new ArrayList<>();
    NavigableMap<Long, List<byte[]>> reached = slices.headMap(sliceOf(ms), true);
    for (List<byte[]> batches : reached.values()) {
      for (byte[] batch : batches) {
        for (Reading reading : opened(batch)) {
          (policy.releaseTime(reading) < ms ? taken : left).add(reading);
        }
      }
    }
    reached.clear();
    buffer(left, policy);
    taken.sort(policy.order());
    if (!taken.isEmpty()) {
      takenTo = policy.releaseTime(taken.get(taken.size() - 1));
    }
    return taken;
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  long takenTo() {
    return takenTo;
  }

  NavigableMap<Long, List<byte[]>> slices() {
    return slices;
  }

  private void buffer(List<Reading> readings, OrderingSpec policy) {
    NavigableMap<Long, List<Reading>> bySlice = new TreeMap<>();
    for (Reading reading : readings) {
      bySlice
          .computeIfAbsent(sliceOf(policy.releaseTime(reading)), fresh -> new ArrayList<>())
          .add(reading);
    }
    bySlice.forEach(
        (slice, some) ->
            slices.computeIfAbsent(slice, fresh -> new ArrayList<>()).add(sealed(some)));
  }

  private static byte[] sealed(List<Reading> readings) {
    try {
      return CoderUtils.encodeToByteArray(ReadingBatchCoder.of(), ReadingBatch.of(readings));
    } catch (CoderException e) {
      throw new IllegalStateException("readings in memory cannot fail", e);
    }
  }

  private static List<Reading> opened(byte[] batch) {
    try {
      return CoderUtils.decodeFromByteArray(ReadingBatchCoder.of(), batch).readings();
    } catch (CoderException e) {
      throw new IllegalStateException("what was encoded here can be decoded", e);
    }
  }
}
