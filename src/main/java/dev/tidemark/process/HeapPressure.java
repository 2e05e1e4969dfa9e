package dev.tidemark.process;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * How close a heap is to exhaustion. With a heap that is nearly full a run does little but collect
 * garbage, and most collectors never throw an {@code OutOfMemoryError} for that.
 */
final class HeapPressure {
  /** The JVM does hardly anything but collect. */
  private static final long COLLECTING_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final double COLLECTING_SHARE = 0.9;

  /** Where collections free next to nothing it is clear sooner, and with some work in between. */
  private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final double FULL_SHARE = 0.5;
  private static final double FULL = 0.95;

  private final LongSupplier nanos;
  private final LongSupplier collectionMs;
  private final DoubleSupplier heldShare;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private long fullSince;
  private boolean isFull;

  /** How long all collections had taken at a moment. */
  private record Sample(long nanos, long collectionMs) {}

  /**
   * The pressure on a heap.
   *
   * @param nanos the time
   * @param collectionMs how long all collections together have taken so far
   * @param heldShare how much of the heap was in use after the last collection
   */
  HeapPressure(LongSupplier nanos, LongSupplier collectionMs, DoubleSupplier heldShare) {
    this.nanos = nanos;
    this.collectionMs = collectionMs;
    this.heldShare = heldShare;
  }

  static HeapPressure ofThisProcess() {
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    List<MemoryPoolMXBean> pools =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    return new HeapPressure(
        System::nanoTime,
        () -> {
          long ms = 0;
          for (GarbageCollectorMXBean collector : collectors) {
            ms += Math.max(0, collector.getCollectionTime());
          }
          return ms;
        },
        () -> {
          double held = 0;
          for (MemoryPoolMXBean pool : pools) {
            MemoryUsage usage = pool.getCollectionUsage();
            held += usage == null ? 0 : usage.getUsed();
          }
          return held / Runtime.getRuntime().maxMemory();
        });
  }

  /** Whether a run cannot continue like this; to be called several times a second. */
  boolean isTooHigh() {
    Sample now = new Sample(nanos.getAsLong(), collectionMs.getAsLong());
    samples.addLast(now);
    // One sample is kept from before the window.
    while (samples.size() > 2 && now.nanos() - second().nanos() >= COLLECTING_NANOS) {
      samples.removeFirst();
    }
    boolean wasFull = isFull;
    isFull = heldShare.getAsDouble() > FULL;
    if (isFull && !wasFull) {
      fullSince = now.nanos();
    }
    return isCollecting(now, COLLECTING_NANOS, COLLECTING_SHARE)
        || (isFull
            && now.nanos() - fullSince >= FULL_NANOS
            && isCollecting(now, FULL_NANOS, FULL_SHARE));
  }

  /** Whether that share of the time before now went to collection. */
  private boolean isCollecting(Sample now, long window, double share) {
    Sample start = samples.getFirst();
    if (now.nanos() - start.nanos() < window) {
      return false;
    }
    for (Sample sample : samples) {
      if (now.nanos() - sample.nanos() < window) {
        break;
      }
      start = sample;
    }
    long elapsed = now.nanos() - start.nanos();
    long collected = TimeUnit.MILLISECONDS.toNanos(now.collectionMs() - start.collectionMs());
    return collected > share * elapsed;
  }

  private Sample second() {
    var all = samples.iterator();
    all.next();
    return all.next();
  }
}
