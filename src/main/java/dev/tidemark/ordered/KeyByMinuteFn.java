package dev.tidemark.ordered;

import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SideOutput;
import dev.tidemark.time.OrderingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Splits the batches of a bounded input by key and minute of event time, so that a runner sorts
 * slices and not readings. Readings too late for the order become side output, which travels with
 * the first slice of a bundle.
 */
final class KeyByMinuteFn extends DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> {
  /** Readings buffered before slices are emitted: bounds the memory of a bundle of any size. */
  private static final int MAX_BUFFERED = 1 << 16;

  private final OrderingSpec spec;
  private final LateFilter lateFilter;
  private transient Map<SliceOfKey, List<Reading>> slices;
  private transient SideOutput sideOutput;
  private transient int buffered;

  KeyByMinuteFn(String step, OrderingSpec spec) {
    this.spec = spec;
    this.lateFilter = new LateFilter(step, spec);
  }

  private record SliceOfKey(ReadingKey key, long slice) implements Comparable<SliceOfKey> {
    @Override
    public int compareTo(SliceOfKey other) {
      int order = Long.compare(slice, other.slice);
      return order != 0 ? order : key.compareTo(other.key);
    }
  }

  /**
   * Allows any skew: a slice may have an earlier timestamp than the batch that completed it. No
   * data is lost, as the input is bounded and no later step drops late data.
   */
  @Override
  @SuppressWarnings("deprecation") // Beam warns that late data may be lost.
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  @StartBundle
  public void startBundle() {
    clear();
  }

  @ProcessElement
  public void split(
      @Element ReadingBatch batch, OutputReceiver<KV<ReadingKey, ReadingBatch>> output) {
    sideOutput = sideOutput.plus(lateFilter.filter(batch, this::buffer));
    if (buffered + sideOutput.deadLetters().size() >= MAX_BUFFERED) {
      emit((timestamp, slice) -> output.outputWithTimestamp(slice, timestamp));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    emit((timestamp, slice) -> context.output(slice, timestamp, GlobalWindow.INSTANCE));
  }

  private void buffer(Reading reading) {
    long slice = MinuteSlices.indexOf(spec.eventTime().millis(reading));
    slices
        .computeIfAbsent(
            new SliceOfKey(ReadingKey.of(spec.key(), reading), slice), absent -> new ArrayList<>())
        .add(reading);
    buffered++;
  }

  private void emit(BiConsumer<Instant, KV<ReadingKey, ReadingBatch>> output) {
    if (slices.isEmpty() && !sideOutput.isEmpty()) {
      // Side output needs an element to travel with, even if no reading is left.
      slices.put(new SliceOfKey(ReadingKey.ABSENT, MinuteSlices.EARLIEST), List.of());
    }
    for (Map.Entry<SliceOfKey, List<Reading>> slice : slices.entrySet()) {
      ReadingBatch batch = new ReadingBatch(slice.getValue(), sideOutput);
      sideOutput = SideOutput.NOTHING;
      output.accept(
          MinuteSlices.timestamp(slice.getKey().slice()), KV.of(slice.getKey().key(), batch));
    }
    clear();
  }

  private void clear() {
    slices = new TreeMap<>();
    sideOutput = SideOutput.NOTHING;
    buffered = 0;
  }
}
