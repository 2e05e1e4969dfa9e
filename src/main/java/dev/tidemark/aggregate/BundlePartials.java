package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingsByBucket;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What the readings of a bundle come to, by bucket. They are combined as they come, so that only
 * partials are shuffled, unless the first of them show that it does not pay: where most readings
 * are alone in their window, the rest is shuffled as it is, and combined once, after the shuffle.
 */
final class BundlePartials {
  /** So many readings show whether others are worth combining. */
  static final int SAMPLE = 8192;

  private final CombineSpec spec;
  private final Spread spread;
  private final Buckets buckets;
  private final int sample;
  private final WindowFnSpec windows;
  private Partials partials;
  private ReadingsByBucket uncombined;
  private long combined;
  private boolean isPaying;

  /** Which groups share a bucket. */
  enum Spread {
    /** Those of a key, whatever their window. */
    BY_KEY,

    /** Those of a key and window, unless windows may merge. */
    BY_WINDOW
  }

  /**
   * Starts without readings.
   *
   * @param sample how many readings show whether others are worth combining, {@link #SAMPLE} but in
   *     tests
   */
  BundlePartials(CombineSpec spec, Buckets buckets, Spread spread, int sample) {
    this.spec = spec;
    this.windows = spec.windowing().windowFn();
    this.spread = windows.isMerging() ? Spread.BY_KEY : spread;
    this.buckets = buckets;
    this.sample = sample;
    this.isPaying = true;
    clear();
  }

  /**
   * Adds each reading to those of its windows that still accept it.
   *
   * @param late receives a reading once for each window that does not accept it
   */
  void add(ReadingColumns readings, List<? super LateReading> late) {
    boolean showsLittle = combined < sample || !windows.isSingle();
    isPaying &= showsLittle || partials.size() < combined / 2;
    if (isPaying) {
      partials.add(readings, late);
      combined += readings.size();
    } else {
      addUncombined(readings, late);
    }
  }

  /** How many partials and uncombined readings there are. */
  int size() {
    return partials.size() + uncombined.size();
  }

  /** Starts again without readings, but knows whether they are worth combining. */
  void clear() {
    partials = Partials.of(spec);
    uncombined = new ReadingsByBucket(buckets);
    combined = 0;
  }

  /** Visits each bucket that has anything; no reading is added after that. */
  void forEach(BiConsumer<Integer, BundleBucket> visitor) {
    Map<Integer, List<WindowPartial>> byBucket = new HashMap<>();
    partials.forEach(
        partial ->
            byBucket.computeIfAbsent(bucketOf(partial), first -> new ArrayList<>()).add(partial));
    uncombined.forEach(
        (bucket, readings) -> {
          List<WindowPartial> some = Optional.ofNullable(byBucket.remove(bucket)).orElse(List.of());
          visitor.accept(bucket, new BundleBucket(some, readings));
        });
    byBucket.forEach(
        (bucket, some) -> visitor.accept(bucket, new BundleBucket(some, ReadingColumns.NONE)));
  }

  private void addUncombined(ReadingColumns readings, List<? super LateReading> late) {
    EventTime eventTime = spec.eventTime();
    long length = windows.length().toMillis();
    boolean canExpire = windows.isBounded() && spec.windowing().canExpire();
    for (int row = 0; row < readings.size(); row++) {
      long start = windows.lastStart(eventTime.millis(readings, row));
      long watermark = eventTime.watermark(readings, row);
      if (canExpire && spec.windowing().isTooLate(watermark, start + length)) {
        late.add(
            spec.windowing().late(readings.get(row), watermark, new Bounds(start, start + length)));
      } else {
        uncombined.add(hash(ReadingKey.hash(spec.groupBy(), readings, row), start), readings, row);
      }
    }
  }

  private int bucketOf(WindowPartial partial) {
    return buckets.of(hash(partial.key().hashCode(), partial.start()));
  }

  private int hash(int ofKey, long start) {
    return spread == Spread.BY_KEY ? ofKey : 31 * ofKey + Long.hashCode(start / 1000);
  }
}
