package dev.tidemark.model.reading;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * What a stateful step keeps for each of the keys that share a bucket. A runner encodes the state
 * of a bucket as a whole, so the values lie encoded in small segments, by hash of the key, and only
 * segments with a key that is asked for, or that is due, are opened: a quiet key costs the copying
 * of its bytes.
 *
 * @param <K> the key
 * @param <V> what is kept for it, changed in place
 */
public final class BucketState<K, V> {
  /** When what never becomes due is due. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Keys of a segment, on average: opening one decodes all of them. */
  private static final int KEYS_OF_SEGMENT = 2;

  /** Keys that stay open: of 128 buckets together, some thousand. */
  private static final int MAX_OPEN = 64;

  private final Format<K, V> format;

  /** As many as a power of two. */
  private Segment[] segments;

  /** What is kept for the keys of the segments that are open. */
  private final Map<K, V> open = new HashMap<>();

  private int size;

  private BucketState(Format<K, V> format, Segment[] segments, int size) {
    this.format = format;
    this.segments = segments;
    this.size = size;
  }

  /** Starts without keys. */
  public static <K, V> BucketState<K, V> empty(Format<K, V> format) {
    return new BucketState<>(format, new Segment[] {Segment.EMPTY}, 0);
  }

  /** How keys and values are encoded, and when a value has to be looked at. */
  public interface Format<K, V> extends Serializable {
    /** A hash code of the key that is the same in every JVM. */
    int hash(K key);

    /** What is kept for a key that is asked for the first time. */
    V start(K key);

    void write(K key, V value, DataOutputStream out) throws IOException;

    K readKey(DataInputStream in) throws IOException;

    V readValue(K key, DataInputStream in) throws IOException;

    /** The watermark at which something has to be done, ms since 1970, or {@link #NEVER}. */
    default long dueAtWatermark(V value) {
      return NEVER;
    }

    /** The same for the time of day. */
    default long dueAtTime(V value) {
      return NEVER;
    }
  }

  /** Keys and values, encoded; without bytes if it is open, or has none. */
  private static final class Segment {
    static final Segment EMPTY = new Segment(new byte[0], NEVER, NEVER);

    private final byte[] bytes;

    /** The first watermark, and time, at which something has to be done for one of the keys. */
    private final long watermark;

    private final long time;

    Segment(byte[] bytes, long watermark, long time) {
      this.bytes = bytes;
      this.watermark = watermark;
      this.time = time;
    }
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** What is kept for a key. */
  public V of(K key) {
    open(segmentOf(format.hash(key)));
    V known = open.get(key);
    if (known == null) {
      known = format.start(key);
      open.put(key, known);
      size++;
    }
    return known;
  }

  /** What is kept for a key; empty if it was never asked for. */
  public Optional<V> known(K key) {
    open(segmentOf(format.hash(key)));
    return Optional.ofNullable(open.get(key));
  }

  /** Visits all keys. */
  public void forEach(BiConsumer<K, V> visitor) {
    openAll();
    open.forEach(visitor);
  }

  /**
   * Visits the keys for which something has to be done by now.
   *
   * @param watermark ms since 1970
   * @param time of day, ms since 1970
   * @param stays does it, and says whether the key is still needed
   */
  public void visitDue(long watermark, long time, BiPredicate<K, V> stays) {
    for (int segment = 0; segment < segments.length; segment++) {
      if (segments[segment].watermark <= watermark || segments[segment].time <= time) {
        open(segment);
      }
    }
    keepOpenIf(
        (key, value) ->
            (format.dueAtWatermark(value) > watermark && format.dueAtTime(value) > time)
                || stays.test(key, value));
  }

  /** Visits all keys, and drops those that are not needed. */
  public void keepIf(BiPredicate<K, V> stays) {
    openAll();
    keepOpenIf(stays);
  }

  private void keepOpenIf(BiPredicate<K, V> stays) {
    int before = open.size();
    open.entrySet().removeIf(entry -> !stays.test(entry.getKey(), entry.getValue()));
    size -= before - open.size();
  }

  /** The earliest watermark at which something has to be done, or {@link #NEVER}. */
  public long nextWatermark() {
    return next(segment -> segment.watermark, format::dueAtWatermark);
  }

  /** The earliest time of day at which something has to be done, or {@link #NEVER}. */
  public long nextTime() {
    return next(segment -> segment.time, format::dueAtTime);
  }

  private long next(ToLongFunction<Segment> ofClosed, ToLongFunction<V> ofOpen) {
    long next = NEVER;
    for (Segment segment : segments) {
      next = Math.min(next, ofClosed.applyAsLong(segment));
    }
    for (V value : open.values()) {
      next = Math.min(next, ofOpen.applyAsLong(value));
    }
    return next;
  }

  /**
   * Encodes what is open if it is of many keys, so that what a runner keeps in memory is bytes. A
   * few stay as they are, since the next readings are most likely theirs.
   */
  public BucketState<K, V> close() {
    if (open.size() > MAX_OPEN) {
      if (size > KEYS_OF_SEGMENT * segments.length) {
        openAll();
        segments = new Segment[Integer.highestOneBit(size / KEYS_OF_SEGMENT) << 1];
        Arrays.fill(segments, Segment.EMPTY);
      }
      segments = encoded();
      open.clear();
    }
    return this;
  }

  /** All segments, including those that are open. */
  private Segment[] encoded() {
    Map<Integer, SegmentWriter> opened = new HashMap<>();
    open.forEach(
        (key, value) ->
            opened
                .computeIfAbsent(segmentOf(format.hash(key)), first -> new SegmentWriter())
                .write(key, value));
    Segment[] all = segments.clone();
    opened.forEach((segment, writer) -> all[segment] = writer.segment());
    return all;
  }

  private int segmentOf(int hash) {
    // Keys of one bucket have much of their hashes in common.
    return ((hash * 0x9E3779B9) >>> 8) & (segments.length - 1);
  }

  private void openAll() {
    for (int segment = 0; segment < segments.length; segment++) {
      open(segment);
    }
  }

  private void open(int segment) {
    byte[] bytes = segments[segment].bytes;
    if (bytes.length > 0) {
      try (MemoryInput in = new MemoryInput(bytes)) {
        while (in.available() > 0) {
          K key = format.readKey(in);
          open.put(key, format.readValue(key, in));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("bytes in memory can be read", e);
      }
      segments[segment] = Segment.EMPTY;
    }
  }

  /** Encodes the keys of a segment. */
  private final class SegmentWriter {
    private final MemoryOutput out = new MemoryOutput();
    private long watermark = NEVER;
    private long time = NEVER;

    void write(K key, V value) {
      try {
        format.write(key, value, out);
      } catch (IOException e) {
        throw new UncheckedIOException("bytes in memory can be written", e);
      }
      watermark = Math.min(watermark, format.dueAtWatermark(value));
      time = Math.min(time, format.dueAtTime(value));
    }

    Segment segment() {
      return new Segment(out.toByteArray(), watermark, time);
    }
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeInt(size);
    out.writeInt(segments.length);
    for (Segment segment : encoded()) {
      out.writeInt(segment.bytes.length);
      if (segment.bytes.length > 0) {
        out.write(segment.bytes);
        out.writeLong(segment.watermark);
        out.writeLong(segment.time);
      }
    }
  }

  static <K, V> BucketState<K, V> readFrom(DataInputStream in, Format<K, V> format)
      throws IOException {
    int size = in.readInt();
    Segment[] segments = new Segment[in.readInt()];
    for (int segment = 0; segment < segments.length; segment++) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      segments[segment] =
          bytes.length == 0 ? Segment.EMPTY : new Segment(bytes, in.readLong(), in.readLong());
    }
    return new BucketState<>(format, segments, size);
  }
}
