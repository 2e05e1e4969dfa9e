package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingsByBucket;
import dev.tidemark.ordered.OrderingStrategy.Buffered;
import dev.tidemark.time.OrderingSpec;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Splits the batches of a stream into buckets of keys: one batch for each bucket and bundle, its
 * readings in the order in which the source emitted them. Readings too late for the order become
 * side output.
 *
 * <p>Each batch is stamped with the earliest release time of its readings. Side output, and the
 * buckets that are due in later steps, travel with the first batch.
 */
final class SplitByBucketFn extends DoFn<ReadingBatch, KV<Integer, ReadingBatch>> {
  private final OrderingSpec spec;
  private final Buffered ordering;
  private final LateFilter lateFilter;
  private transient ReadingsByBucket buckets;
  private transient SideOutput sideOutput;
  private transient StreamProgress progress;

  SplitByBucketFn(String step, OrderingSpec spec, Buffered ordering) {
    this.spec = spec;
    this.ordering = ordering;
    this.lateFilter = new LateFilter(step, spec);
  }

  @StartBundle
  public void startBundle() {
    buckets = new ReadingsByBucket(ordering.buckets());
    sideOutput = SideOutput.NOTHING;
    progress = StreamProgress.AT_ONCE;
  }

  @ProcessElement
  public void split(@Element ReadingBatch batch) {
    progress = progress.and(batch.progress());
    sideOutput = sideOutput.plus(lateFilter.filter(batch, this::add));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ordering.dueBuckets(progress, spec.key()).forEach(buckets::addBucket);
    if (buckets.isEmpty() && (!sideOutput.isEmpty() || !progress.dueBuckets().isEmpty())) {
      buckets.addBucket(0);
    }
    buckets.forEach(
        (bucket, readings) -> {
          ReadingBatch batch = new ReadingBatch(readings, sideOutput, progress);
          context.output(KV.of(bucket, batch), timestamp(batch), GlobalWindow.INSTANCE);
          sideOutput = SideOutput.NOTHING;
          progress = progress.withoutDue();
        });
    startBundle();
  }

  private void add(ReadingColumns readings, int row) {
    buckets.add(ReadingKey.hash(spec.key(), readings, row), readings, row);
  }

  private Instant timestamp(ReadingBatch batch) {
    return Instant.ofEpochMilli(
        batch.readings().stream()
            .mapToLong(spec::releaseTime)
            .min()
            .orElse(batch.progress().arrivalClock()));
  }
}
