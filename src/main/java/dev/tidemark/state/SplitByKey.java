package dev.tidemark.state;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Delivery;
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
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Splits the blocks of a bundle of a stream by key: one block a key, in the order in which they
 * were given out. Readings too late for the order are set aside here, ahead of the shuffle.
 */
final class SplitByKey extends DoFn<ReadingBlock, KV<String, ReadingBlock>> {
  /** What is nobody's own travels with this key. */
  private static final String ANY_KEY = "";

  private final String step;
  private final Field key;
  private final OrderPolicy policy;
  private transient Map<String, List<Reading>> groups;
  private transient SetAside setAside;
  private transient Delivery delivery;

  SplitByKey(String step, Field key, OrderPolicy policy) {
    this.step = step;
    this.key = key;
    this.policy = policy;
  }

  @StartBundle
  public void startBundle() {
    groups = new TreeMap<>();
    setAside = SetAside.NOTHING;
    delivery = Delivery.AT_ONCE;
  }

  @ProcessElement
  public void split(@Element ReadingBlock block) {
    delivery = delivery.and(block.delivery());
    List<DeadLetter> late = new ArrayList<>();
    for (Reading reading : block.readings()) {
      Optional<LateReading> tooLate = policy.tooLate(reading);
      if (tooLate.isPresent()) {
        late.add(tooLate.get());
      } else {
        groups
            .computeIfAbsent(key.text(reading).orElse(ANY_KEY), fresh -> new ArrayList<>())
            .add(reading);
      }
    }
    Books books =
        Books.of(step, Outcome.READ, block.readings().size())
            .plus(Books.of(step, Outcome.LATE, late.size()));
    setAside = setAside.plus(block.setAside()).plus(new SetAside(late, books));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    for (String due : delivery.due().getOrDefault(key, List.of())) {
      groups.computeIfAbsent(due, fresh -> new ArrayList<>());
    }
    if (!setAside.isEmpty() || !delivery.due().isEmpty()) {
      groups.computeIfAbsent(ANY_KEY, fresh -> new ArrayList<>());
    }
    // What was set aside, and what is due for later steps, travels with the first.
    Delivery toTell = delivery;
    for (Map.Entry<String, List<Reading>> group : groups.entrySet()) {
      ReadingBlock block = new ReadingBlock(group.getValue(), setAside, toTell);
      context.output(KV.of(group.getKey(), block), stampOf(block), GlobalWindow.INSTANCE);
      setAside = SetAside.NOTHING;
      toTell = delivery.withoutDue();
    }
    startBundle();
  }

  private Instant stampOf(ReadingBlock block) {
    return Instant.ofEpochMilli(
        block.readings().stream()
            .mapToLong(policy::due)
            .min()
            .orElse(block.delivery().arrivalClock()));
  }
}
