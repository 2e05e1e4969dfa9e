package dev.tidemark.ordered;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Splits the blocks of a bundle of a stream by key: one block a key, in the order in which they
 * were given out. Readings too late for the order are set aside here, ahead of the shuffle.
 */
final class KeyByFn extends DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> {
  /** What belongs to no key travels with this one where none is due. */
  private static final ReadingKey ANY_KEY = ReadingKey.ABSENT;

  private final Field key;
  private final LateFilter admission;
  private transient Map<ReadingKey, List<Reading>> groups;
  private transient SideOutput sideOutput;
  private transient StreamProgress progress;

  KeyByFn(String step, Field key, OrderingSpec policy) {
    this.key = key;
    this.admission = new LateFilter(step, policy);
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
    sideOutput = sideOutput.plus(admission.admit(batch, this::buffer));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    for (ReadingKey due : progress.dueKeys().getOrDefault(key, List.of())) {
      groups.computeIfAbsent(due, fresh -> new ArrayList<>());
    }
    if (groups.isEmpty() && (!sideOutput.isEmpty() || !progress.dueKeys().isEmpty())) {
      groups.put(ANY_KEY, List.of());
    }
    // What was set aside, and what is due for later steps, travels with the first.
    StreamProgress toTell = progress;
    for (Map.Entry<ReadingKey, List<Reading>> group : groups.entrySet()) {
      ReadingBatch batch = new ReadingBatch(group.getValue(), sideOutput, toTell);
      context.output(KV.of(group.getKey(), batch), stampOf(batch), GlobalWindow.INSTANCE);
      sideOutput = SideOutput.NOTHING;
      toTell = progress.withoutDue();
    }
    startBundle();
  }

  private void buffer(Reading reading) {
    groups.computeIfAbsent(ReadingKey.of(key, reading), fresh -> new ArrayList<>()).add(reading);
  }

  private Instant stampOf(ReadingBatch batch) {
    return Instant.ofEpochMilli(
        batch.readings().stream()
            .mapToLong(admission.policy()::releaseTime)
            .min()
            .orElse(batch.progress().arrivalClock()));
  }
}
