package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.model.reading.ReadingsByBucket;
import dev.tidemark.time.OrderingSpec;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/**
 * Splits the batches of a bounded input into buckets of keys, and sorts what a bundle has for each:
 * a runner moves a batch for each bucket, however many keys there are. Readings too late for the
 * order become side output, which travels with the first batch.
 */
final class SortByBucketFn extends DoFn<ReadingBatch, KV<Integer, ReadingBatch>> {
  /** Readings buffered before they are emitted: bounds the memory of a bundle of any size. */
  private static final int MAX_BUFFERED = 1 << 16;

  private final OrderingSpec spec;
  private final LateFilter lateFilter;
  private transient ReadingsByBucket buckets;
  private transient SideOutput sideOutput;

  SortByBucketFn(String step, OrderingSpec spec) {
    this.spec = spec;
    this.lateFilter = new LateFilter(step, spec);
  }

  @StartBundle
  public void startBundle() {
    clear();
  }

  @ProcessElement
  public void split(@Element ReadingBatch batch, OutputReceiver<KV<Integer, ReadingBatch>> output) {
    sideOutput = sideOutput.plus(lateFilter.filter(batch, this::add));
    if (buckets.size() + sideOutput.deadLetters().size() >= MAX_BUFFERED) {
      emit(output::output);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    GlobalWindow window = GlobalWindow.INSTANCE;
    emit(bucket -> context.output(bucket, window.maxTimestamp(), window));
  }

  private void add(ReadingColumns readings, int row) {
    buckets.add(ReadingKey.hash(spec.key(), readings, row), readings, row);
  }

  private void emit(Consumer<KV<Integer, ReadingBatch>> output) {
    if (buckets.isEmpty() && !sideOutput.isEmpty()) {
      // Side output needs an element to travel with, even if no readings are left.
      buckets.addBucket(0);
    }
    buckets.forEach(
        (bucket, readings) -> {
          ReadingColumns sorted = RowOrder.of(spec).sort(readings);
          output.accept(KV.of(bucket, new ReadingBatch(sorted, sideOutput)));
          sideOutput = SideOutput.NOTHING;
        });
    clear();
  }

  private void clear() {
    buckets = new ReadingsByBucket(Buckets.MANY);
    sideOutput = SideOutput.NOTHING;
  }
}
