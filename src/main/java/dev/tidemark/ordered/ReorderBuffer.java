package dev.tidemark.ordered;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Buffers the readings of a bucket of keys until no earlier one can arrive. They are kept encoded,
 * by slice of their release time: a runner encodes the whole state each time, and most of it does
 * not change.
 */
final class ReorderBuffer {
  /** Short, so that little is decoded before it is due; long, so that slices are few. */
  static final long SLICE_MS = WindowingSpec.SLICE_MS;

  private final ReadingSchema schema;
  private final NavigableMap<Long, List<byte[]>> slices;

  /** The latest release time of the readings that were taken. */
  private long takenTo;

  ReorderBuffer(ReadingSchema schema, NavigableMap<Long, List<byte[]>> slices, long takenTo) {
    this.schema = schema;
    this.slices = slices;
    this.takenTo = takenTo;
  }

  static ReorderBuffer empty(ReadingSchema schema) {
    return new ReorderBuffer(schema, new TreeMap<>(), Long.MIN_VALUE);
  }

  static long sliceOf(long releaseMs) {
    return Math.floorDiv(releaseMs, SLICE_MS);
  }

  /** Adds readings. */
  void add(List<Reading> readings, OrderingSpec spec) {
    NavigableMap<Long, List<Reading>> bySlice = new TreeMap<>();
    for (Reading reading : readings) {
      bySlice
          .computeIfAbsent(sliceOf(spec.releaseTime(reading)), absent -> new ArrayList<>())
          .add(reading);
    }
    bySlice.forEach(
        (slice, some) ->
            slices.computeIfAbsent(slice, absent -> new ArrayList<>()).add(encode(some)));
  }

  /** Takes what is due before a moment, ms since 1970, in order. */
  List<Reading> takeBefore(long ms, OrderingSpec spec) {
    List<Reading> taken = new ArrayList<>();
    List<Reading> left = new ArrayList<>();
    NavigableMap<Long, List<byte[]>> reached = slices.headMap(sliceOf(ms), true);
    for (List<byte[]> batches : reached.values()) {
      for (byte[] batch : batches) {
        for (Reading reading : decode(batch)) {
          (spec.releaseTime(reading) < ms ? taken : left).add(reading);
        }
      }
    }
    reached.clear();
    add(left, spec);
    taken.sort(spec.order());
    if (!taken.isEmpty()) {
      takenTo = Math.max(takenTo, spec.releaseTime(taken.get(taken.size() - 1)));
    }
    return taken;
  }

  boolean isEmpty() {
    return slices.isEmpty();
  }

  /** The latest release time of the readings that were taken; of one key it may be earlier. */
  long takenTo() {
    return takenTo;
  }

  NavigableMap<Long, List<byte[]>> slices() {
    return slices;
  }

  private byte[] encode(List<Reading> readings) {
    try {
      return CoderUtils.encodeToByteArray(
          ReadingColumnsCoder.of(schema), ReadingColumns.of(readings));
    } catch (CoderException e) {
      throw new IllegalStateException("readings can be encoded in memory", e);
    }
  }

  private List<Reading> decode(byte[] batch) {
    try {
      return CoderUtils.decodeFromByteArray(ReadingColumnsCoder.of(schema), batch);
    } catch (CoderException e) {
      throw new IllegalStateException("what was encoded here can be decoded", e);
    }
  }
}
