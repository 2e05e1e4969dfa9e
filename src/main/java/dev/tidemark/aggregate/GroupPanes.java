package dev.tidemark.aggregate;

import dev.tidemark.aggregate.WindowPanes.PaneOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.BucketState;
import dev.tidemark.model.reading.MemoryInput;
import dev.tidemark.model.reading.MemoryOutput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.VarInt;

/**
 * The windows of one group of a stream that may still emit a pane or take readings. Sessions that
 * overlap are merged.
 *
 * <p>A session that has emitted all its readings lies encoded with the others that have, and is not
 * looked at until a late reading may belong to one of them, or until one of them expires.
 */
final class GroupPanes {
  private final CombineSpec spec;
  private final List<WindowPanes> windows = new ArrayList<>(1);

  /** Empty where windows do not merge, and until a session has emitted all its readings. */
  private Optional<Settled> settled = Optional.empty();

  private GroupPanes(CombineSpec spec) {
    this.spec = spec;
  }

  /** Starts without windows. */
  static GroupPanes none(CombineSpec spec) {
    return new GroupPanes(spec);
  }

  /** Sessions that have emitted all their readings, encoded one after the other. */
  private static final class Settled {
    private final MemoryOutput encoded = new MemoryOutput();
    private long start = Long.MAX_VALUE;
    private long end = Long.MIN_VALUE;
    private long dueAtWatermark = BucketState.NEVER;

    void add(WindowPanes session) {
      try {
        session.writeTo(encoded);
      } catch (IOException e) {
        throw new UncheckedIOException("bytes in memory can be written", e);
      }
      start = Math.min(start, session.start());
      end = Math.max(end, session.end());
      dueAtWatermark = Math.min(dueAtWatermark, session.dueAtWatermark());
    }

    boolean overlaps(WindowPanes session) {
      return session.start() < end && start < session.end();
    }

    void writeTo(DataOutputStream out) throws IOException {
      byte[] bytes = encoded.toByteArray();
      VarInt.encode(bytes.length, out);
      out.write(bytes);
      out.writeLong(start);
      out.writeLong(end);
      out.writeLong(dueAtWatermark);
    }

    static Settled readFrom(DataInputStream in) throws IOException {
      Settled settled = new Settled();
      settled.encoded.write(in.readNBytes(VarInt.decodeInt(in)));
      settled.start = in.readLong();
      settled.end = in.readLong();
      settled.dueAtWatermark = in.readLong();
      return settled;
    }
  }

  /**
   * Adds what some readings of a window come to.
   *
   * @param partial not used any more by the caller
   * @param watermark when they arrived, ms since 1970
   * @param time of day, ms since 1970
   */
  void add(BoundedWindow bounds, Partial partial, long watermark, long time) {
    WindowPanes added = WindowPanes.empty(spec, bounds, watermark);
    windowOf(added, watermark).add(partial, time);
  }

  /**
   * Emits the panes that are due, and drops the windows that can take no more readings.
   *
   * @param watermark ms since 1970; {@link StreamProgress#ENDED} for the end of the input
   * @param time of day, ms since 1970
   * @return whether any window is left
   */
  boolean fire(long watermark, long time, PaneOutput output) {
    if (settled.isPresent() && settled.get().dueAtWatermark <= watermark) {
      unsettle(settled.get());
    }
    windows.forEach(window -> window.fire(watermark, time, output));
    windows.removeIf(window -> window.isExpired(watermark));
    if (mayMerge()) {
      settle();
    }
    return !windows.isEmpty() || settled.isPresent();
  }

  /** The watermark at which {@link #fire} has something to do. */
  long dueAtWatermark() {
    long due = settled.isPresent() ? settled.get().dueAtWatermark : BucketState.NEVER;
    for (WindowPanes window : windows) {
      due = Math.min(due, window.dueAtWatermark());
    }
    return due;
  }

  /** The time of day at which {@link #fire} has something to do. */
  long dueAtTime() {
    long due = BucketState.NEVER;
    for (WindowPanes window : windows) {
      due = Math.min(due, window.dueAtTime());
    }
    return due;
  }

  private boolean mayMerge() {
    return spec.windowing().windowFn().isMerging();
  }

  /** The window with these bounds; for sessions the one that holds them, merged from others. */
  private WindowPanes windowOf(WindowPanes added, long watermark) {
    if (!mayMerge()) {
      if (windows.isEmpty()) {
        windows.add(added);
      }
      return windows.get(0);
    }
    if (settled.isPresent() && settled.get().overlaps(added)) {
      unsettle(settled.get());
    }
    List<WindowPanes> met = windows.stream().filter(added::overlaps).toList();
    if (met.isEmpty()) {
      windows.add(added);
      return added;
    }
    WindowPanes session = met.get(0);
    session.merge(added, watermark);
    met.subList(1, met.size()).forEach(other -> session.merge(other, watermark));
    windows.removeAll(met.subList(1, met.size()));
    return session;
  }

  private void settle() {
    for (WindowPanes window : windows) {
      if (window.isSettled()) {
        if (settled.isEmpty()) {
          settled = Optional.of(new Settled());
        }
        settled.get().add(window);
      }
    }
    windows.removeIf(WindowPanes::isSettled);
  }

  private void unsettle(Settled all) {
    settled = Optional.empty();
    try (MemoryInput in = new MemoryInput(all.encoded.toByteArray())) {
      while (in.available() > 0) {
        windows.add(WindowPanes.readFrom(in, spec));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  void writeTo(DataOutputStream out) throws IOException {
    out.writeBoolean(settled.isPresent());
    if (settled.isPresent()) {
      settled.get().writeTo(out);
    }
    VarInt.encode(windows.size(), out);
    for (WindowPanes window : windows) {
      window.writeTo(out);
    }
  }

  static GroupPanes readFrom(DataInputStream in, CombineSpec spec) throws IOException {
    GroupPanes group = none(spec);
    if (in.readBoolean()) {
      group.settled = Optional.of(Settled.readFrom(in));
    }
    for (int left = VarInt.decodeInt(in); left > 0; left--) {
      group.windows.add(WindowPanes.readFrom(in, spec));
    }
    return group;
  }
}
