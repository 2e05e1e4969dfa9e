package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.OrderingSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
  private final LateFilter lateFilter;
  private transient Map<Integer, ReadingColumnsBuilder> buckets;
  private transient SideOutput sideOutput;
  private transient StreamProgress progress;

  SplitByBucketFn(String step, OrderingSpec spec) {
    this.spec = spec;
    this.lateFilter = new LateFilter(step, spec);
  }

  @StartBundle
  public void startBundle() {
    buckets = new TreeMap<>();
    sideOutput = SideOutput.NOTHING;
    progress = StreamProgress.AT_ONCE;
  }

  @ProcessElement
  public void split(@Element ReadingBatch batch) {
    progress = progress.and(batch.progress());
    sideOutput = sideOutput.plus(lateFilter.filter(batch, this::buffer));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    for (int due : progress.dueBuckets().getOrDefault(spec.keyName(), List.of())) {
      buckets.computeIfAbsent(due, absent -> noReadings());
    }
    if (buckets.isEmpty() && (!sideOutput.isEmpty() || !progress.dueBuckets().isEmpty())) {
      buckets.put(0, noReadings());
    }
    StreamProgress ofBatch = progress;
    for (Map.Entry<Integer, ReadingColumnsBuilder> bucket : buckets.entrySet()) {
      ReadingBatch batch = new ReadingBatch(bucket.getValue().build(), sideOutput, ofBatch);
      context.output(KV.of(bucket.getKey(), batch), timestamp(batch), GlobalWindow.INSTANCE);
      sideOutput = SideOutput.NOTHING;
      ofBatch = progress.withoutDue();
    }
    startBundle();
  }

  private static ReadingColumnsBuilder noReadings() {
    return new ReadingColumnsBuilder(ReadingSchema.EMPTY, 0);
  }

  private void buffer(ReadingColumns readings, int row) {
    buckets
        .computeIfAbsent(
            Buckets.of(ReadingKey.hash(spec.key(), readings, row)),
            first -> new ReadingColumnsBuilder(readings.schema(), 0))
        .add(readings, row);
  }

  private Instant timestamp(ReadingBatch batch) {
    return Instant.ofEpochMilli(
        batch.readings().stream()
            .mapToLong(spec::releaseTime)
            .min()
            .orElse(batch.progress().arrivalClock()));
  }
}
