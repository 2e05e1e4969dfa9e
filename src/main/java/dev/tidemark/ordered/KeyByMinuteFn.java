package dev.tidemark.ordered;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SideOutput;
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
 * Splits blocks by key and by slice of event time, so that a runner can sort slices instead of
 * readings. Readings too late for the order are set aside here, ahead of the shuffle.
 */
final class KeyByMinuteFn extends DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> {
  /** Readings held before they are given out: what a bundle of any size may take of memory. */
  private static final int MOST_HELD = 1 << 16;

  private final Field key;
  private final LateFilter admission;
  private transient Map<Group, List<Reading>> groups;
  private transient SideOutput sideOutput;
  private transient int held;

  KeyByMinuteFn(String step, Field key, OrderingSpec policy) {
    this.key = key;
    this.admission = new LateFilter(step, policy);
  }

  private record Group(ReadingKey key, long slice) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int order = Long.compare(slice, other.slice);
      return order != 0 ? order : key.compareTo(other.key);
    }
  }

  /**
   * Slices are given out by bundle, so some are stamped earlier than the block that filled it. No
   * watermark is ahead of them: the input is bounded, and nothing behind drops what is late.
   */
  @Override
  @SuppressWarnings("deprecation") // It says that late data may be lost.
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  @StartBundle
  public void startBundle() {
    forget();
  }

  @ProcessElement
  public void split(
      @Element ReadingBatch batch, OutputReceiver<KV<ReadingKey, ReadingBatch>> output) {
    sideOutput = sideOutput.plus(admission.admit(batch, this::buffer));
    if (held + sideOutput.deadLetters().size() >= MOST_HELD) {
      emit((stamp, slice) -> output.outputWithTimestamp(slice, stamp));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    emit((stamp, slice) -> context.output(slice, stamp, GlobalWindow.INSTANCE));
  }

  private void buffer(Reading reading) {
    long millis = admission.policy().eventTime().millis(reading);
    Group group = new Group(ReadingKey.of(key, reading), MinuteSlices.indexOf(millis));
    groups.computeIfAbsent(group, fresh -> new ArrayList<>()).add(reading);
    held++;
  }

  private void emit(BiConsumer<Instant, KV<ReadingKey, ReadingBatch>> output) {
    if (groups.isEmpty() && !sideOutput.isEmpty()) {
      groups.put(new Group(ReadingKey.ABSENT, MinuteSlices.EARLIEST), List.of());
    }
    for (Map.Entry<Group, List<Reading>> group : groups.entrySet()) {
      // What was set aside rides with the first slice.
      ReadingBatch batch = new ReadingBatch(group.getValue(), sideOutput);
      sideOutput = SideOutput.NOTHING;
      output.accept(MinuteSlices.stamp(group.getKey().slice()), KV.of(group.getKey().key(), batch));
    }
    forget();
  }

  private void forget() {
    groups = new TreeMap<>();
    sideOutput = SideOutput.NOTHING;
    held = 0;
  }
}
