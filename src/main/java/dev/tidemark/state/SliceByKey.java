package dev.tidemark.state;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Field;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class SliceByKey extends DoFn<ReadingBlock, KV<String, ReadingBlock>> {
  /** Readings held before they are given out: what a bundle of any size may take of memory. */
  private static final int MOST_HELD = 1 << 16;

  private final String step;
  private final Field key;
  private final OrderPolicy policy;
  private transient Map<Group, List<Reading>> groups;
  private transient SetAside setAside;
  private transient int held;

  SliceByKey(String step, Field key, OrderPolicy policy) {
    this.step = step;
    this.key = key;
    this.policy = policy;
  }

  private record Group(String key, long slice) implements Comparable<Group> {
    @Override
    public int compareTo(Group other) {
      int order = Long.compare(slice, other.slice);
      return order != 0 ? order : key.compareTo(other.key);
    }
  }

  @StartBundle
  public void startBundle() {
    forget();
  }

  @ProcessElement
  public void split(@Element ReadingBlock block, OutputReceiver<KV<String, ReadingBlock>> output) {
    List<DeadLetter> late = new ArrayList<>();
    for (Reading reading : block.readings()) {
      Optional<LateReading> tooLate = policy.tooLate(reading);
      if (tooLate.isPresent()) {
        late.add(tooLate.get());
      } else {
        hold(reading);
      }
    }
    Books books =
        Books.of(step, Outcome.READ, block.readings().size())
            .plus(Books.of(step, Outcome.LATE, late.size()));
    setAside = setAside.plus(block.setAside()).plus(new SetAside(late, books));
    if (held + setAside.deadLetters().size() >= MOST_HELD) {
      giveOut((stamp, slice) -> output.outputWithTimestamp(slice, stamp));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    giveOut((stamp, slice) -> context.output(slice, stamp, GlobalWindow.INSTANCE));
  }

  /**
   * Any: what was held may be earlier than the block that fills the measure, as blocks that come
   * from a stateful step are stamped with their slice. Nothing behind here looks at a watermark.
   */
  @Override
  @SuppressWarnings("deprecation") // There is no other way to say it.
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }

  private void hold(Reading reading) {
    Group group =
        new Group(key.text(reading).orElse(""), Slices.indexOf(policy.eventTime().millis(reading)));
    groups.computeIfAbsent(group, fresh -> new ArrayList<>()).add(reading);
    held++;
  }

  private void giveOut(BiConsumer<Instant, KV<String, ReadingBlock>> output) {
    if (groups.isEmpty() && !setAside.isEmpty()) {
      groups.put(new Group("", Slices.EARLIEST), List.of());
    }
    for (Map.Entry<Group, List<Reading>> group : groups.entrySet()) {
      // What was set aside rides with the first slice.
      ReadingBlock block = new ReadingBlock(group.getValue(), setAside);
      setAside = SetAside.NOTHING;
      output.accept(Slices.stamp(group.getKey().slice()), KV.of(group.getKey().key(), block));
    }
    forget();
  }

  private void forget() {
    groups = new TreeMap<>();
    setAside = SetAside.NOTHING;
    held = 0;
  }
}
