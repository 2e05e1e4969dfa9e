package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.time.OrderingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Splits the batches of a stream by key: one batch per key and bundle, its readings in the order in
 * which the source emitted them. Readings too late for the order become side output.
 *
 * <p>Each batch is stamped with the earliest release time of its readings. Side output, and the
 * keys that are due in later steps, travel with the first batch.
 */
final class KeyByFn extends DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> {
  /** The key of a batch without readings, where no key is due. */
  private static final ReadingKey ANY_KEY = ReadingKey.NONE;

  private final OrderingSpec spec;
  private final LateFilter lateFilter;
  private transient Map<ReadingKey, List<Reading>> groups;
  private transient SideOutput sideOutput;
  private transient StreamProgress progress;

  KeyByFn(String step, OrderingSpec spec) {
    this.spec = spec;
    this.lateFilter = new LateFilter(step, spec);
  }

  @StartBundle
  public void startBundle() {
    groups = new TreeMap<>();
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
    for (ReadingKey due : progress.dueKeys().getOrDefault(spec.keyName(), List.of())) {
      groups.computeIfAbsent(due, absent -> new ArrayList<>());
    }
    if (groups.isEmpty() && (!sideOutput.isEmpty() || !progress.dueKeys().isEmpty())) {
      groups.put(ANY_KEY, List.of());
    }
    StreamProgress ofBatch = progress;
    for (Map.Entry<ReadingKey, List<Reading>> group : groups.entrySet()) {
      ReadingBatch batch = new ReadingBatch(group.getValue(), sideOutput, ofBatch);
      context.output(KV.of(group.getKey(), batch), timestamp(batch), GlobalWindow.INSTANCE);
      sideOutput = SideOutput.NOTHING;
      ofBatch = progress.withoutDue();
    }
    startBundle();
  }

  private void buffer(ReadingColumns readings, int row) {
    Reading reading = readings.get(row);
    groups
        .computeIfAbsent(ReadingKey.of(spec.key(), reading), absent -> new ArrayList<>())
        .add(reading);
  }

  private Instant timestamp(ReadingBatch batch) {
    return Instant.ofEpochMilli(
        batch.readings().stream()
            .mapToLong(spec::releaseTime)
            .min()
            .orElse(batch.progress().arrivalClock()));
  }
}
