package dev.tidemark.aggregate;

import dev.tidemark.model.reading.BucketState;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.util.VarInt;
import org.joda.time.Instant;

/**
 * A window of a stream: what it counts, and which panes it has emitted. It emits as Beam's trigger
 * {@code AfterWatermark} with early and late firings makes a window emit: when the watermark
 * reaches its end, and some time after a reading before and after that.
 */
final class WindowPanes {
  private static final long NEVER = BucketState.NEVER;

  /** So many ms of windows expire together. */
  private static final long EXPIRY_SLICE_MS = 600_000;

  private final CombineSpec spec;
  private long start;
  private long end;

  /** Whether the watermark has passed its end. */
  private boolean isClosed;

  /** How many panes it has emitted. */
  private long panes;

  /** When readings since the last pane are emitted; {@code NEVER} if not before the watermark. */
  private long dueAtTime = NEVER;

  /** What it counts, until that is decoded; empty from then on. */
  private Optional<byte[]> encoded = Optional.empty();

  /** What it counts, once that is decoded; null before, and without readings. */
  private Partial partial;

  private WindowPanes(CombineSpec spec, long start, long end, boolean isClosed) {
    this.spec = spec;
    this.start = start;
    this.end = end;
    this.isClosed = isClosed;
  }

  /** A window without readings. */
  static WindowPanes empty(CombineSpec spec, BoundedWindow bounds, long watermark) {
    long start = Long.MIN_VALUE;
    long end = NEVER;
    if (bounds instanceof IntervalWindow interval) {
      start = interval.start().getMillis();
      end = interval.end().getMillis();
    }
    return new WindowPanes(spec, start, end, end <= watermark);
  }

  /** Takes what a window emits. */
  @FunctionalInterface
  interface PaneOutput {
    void emit(BoundedWindow window, Partial partial, PaneInfo pane);
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /** Whether the two have a moment in common. */
  boolean overlaps(WindowPanes other) {
    return start < other.end && other.start < end;
  }

  /** Adds what some readings come to, which the caller does not use any more. */
  void add(Partial other, long time) {
    addPartial(other);
    TriggerSpec trigger = spec.windowing().triggerInStream();
    long due = plus(time, isClosed ? trigger.late() : trigger.early());
    dueAtTime = due == NEVER ? NEVER : Math.min(dueAtTime, due);
  }

  /** Takes over another session; one with new bounds has emitted no pane. */
  void merge(WindowPanes other, long watermark) {
    if (other.hasPartial()) {
      addPartial(other.partial());
    }
    dueAtTime = Math.min(dueAtTime, other.dueAtTime);
    if (other.start < start || other.end > end) {
      start = Math.min(start, other.start);
      end = Math.max(end, other.end);
      isClosed = end <= watermark;
      panes = 0;
    }
  }

  /** Emits the pane that is due by now, if there is one. */
  void fire(long watermark, long time, PaneOutput output) {
    boolean isLast = isExpired(watermark);
    if (!isClosed && end <= watermark) {
      isClosed = true;
      emit(Timing.ON_TIME, isLast, output);
    } else if (dueAtTime <= time || (isLast && dueAtTime < NEVER)) {
      emit(isClosed ? Timing.LATE : Timing.EARLY, isLast, output);
    }
  }

  /** Whether it can take no more readings, not even one that is still in flight. */
  boolean isExpired(long watermark) {
    return expiresAt() <= watermark;
  }

  /** Whether all is emitted, so that it only waits for late readings. */
  boolean isSettled() {
    return isClosed && dueAtTime == NEVER;
  }

  /** The watermark at which it has to be looked at. */
  long dueAtWatermark() {
    return isClosed ? expiresAt() : closesAt();
  }

  /** The time of day at which it has to be looked at. */
  long dueAtTime() {
    return dueAtTime;
  }

  /** Sessions end at any ms, and those of a slice are closed together. */
  private long closesAt() {
    return spec.windowing().windowFn().isMerging()
        ? nextMultiple(end, WindowingSpec.SLICE_MS)
        : end;
  }

  private long expiresAt() {
    WindowingSpec windowing = spec.windowing();
    // A reading that is not too late for its own window may still join a session that ended before.
    WindowFnSpec windowFn = windowing.windowFn();
    Duration joining = windowFn.isMerging() ? windowFn.length() : Duration.ZERO;
    long lastLate = plus(plus(end, joining), windowing.allowedLateness());
    // In a pause the watermark may be ahead of what readings are judged by.
    long last = plus(plus(lastLate, spec.eventTime().maxDelay()), WindowingSpec.WATERMARK_MARGIN);
    return nextMultiple(last, EXPIRY_SLICE_MS);
  }

  private boolean hasPartial() {
    return partial != null || encoded.isPresent();
  }

  private void addPartial(Partial other) {
    if (hasPartial()) {
      partial().merge(other);
    } else {
      partial = other;
    }
  }

  private Partial partial() {
    if (encoded.isPresent()) {
      partial = Partial.decode(encoded.get(), spec.aggregates(), spec.readings());
      encoded = Optional.empty();
    }
    return partial;
  }

  /** Emits a pane, unless there is nothing in it. */
  private void emit(Timing timing, boolean isLast, PaneOutput output) {
    dueAtTime = NEVER;
    if (partial().isEmpty()) {
      return;
    }
    output.emit(
        end == NEVER
            ? GlobalWindow.INSTANCE
            : new IntervalWindow(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end)),
        partial(),
        PaneInfo.createPane(
            panes == 0, isLast, timing, panes, timing == Timing.EARLY ? -1 : panes));
    panes++;
    if (spec.windowing().accumulation() == Accumulation.DISCARDING) {
      partial = spec.start();
    }
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeLong(start);
    out.writeLong(end);
    out.writeBoolean(isClosed);
    VarInt.encode(panes, out);
    out.writeLong(dueAtTime);
    byte[] bytes = encoded.isPresent() ? encoded.get() : partial.encode();
    VarInt.encode(bytes.length, out);
    out.write(bytes);
  }

  static WindowPanes readFrom(DataInputStream in, CombineSpec spec) throws IOException {
    WindowPanes window = new WindowPanes(spec, in.readLong(), in.readLong(), in.readBoolean());
    window.panes = VarInt.decodeLong(in);
    window.dueAtTime = in.readLong();
    byte[] bytes = new byte[VarInt.decodeInt(in)];
    in.readFully(bytes);
    window.encoded = Optional.of(bytes);
    return window;
  }

  private static long plus(long time, Duration duration) {
    long millis = duration.toMillis();
    return millis == NEVER || time > NEVER - millis ? NEVER : time + millis;
  }

  private static long nextMultiple(long time, long of) {
    return plus(time, Duration.ofMillis(Math.floorMod(-time, of)));
  }
}
