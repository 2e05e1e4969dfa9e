package dev.tidemark.ordered;

import dev.tidemark.machine.DropDuplicates;
import dev.tidemark.machine.DropDuplicates.Verdict;
import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Delivery;
import dev.tidemark.model.Field;
import dev.tidemark.model.Note;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.SetAside;
import dev.tidemark.time.Ordering;
import dev.tidemark.trace.Watch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps the first reading of each key and event time (in microseconds), and sets the others aside.
 *
 * <p>DISCUSSION. It comes ahead of steps to which a duplicate makes a difference. What they get is
 * the same in whatever order the readings came in, and holds no reading twice; one that is missing
 * stays missing. A reading later than {@code max_delay} and {@code within} cannot be told from a
 * duplicate any more, and goes to the sink {@code late}. Input that never ends asks for no more:
 * what can still come in is no older than these two.
 */
public final class Deduplicate
    extends PTransform<PCollection<ReadingBlock>, PCollection<ReadingBlock>> {
  private final String step;
  private final Field key;
  private final OrderPolicy policy;
  private final Ordering ordering;
  private final Watch watch;

  private Deduplicate(String step, Field key, OrderPolicy policy, Ordering ordering, Watch watch) {
    this.step = step;
    this.key = key;
    this.policy = policy;
    this.ordering = ordering;
    this.watch = watch;
  }

  public static Deduplicate by(String step, Field key, OrderPolicy policy, Ordering ordering) {
    return new Deduplicate(step, key, policy, ordering, Watch.NOBODY);
  }

  /** The same step, which notes what it does with what is watched. */
  public Deduplicate watching(Watch other) {
    return new Deduplicate(step, key, policy, ordering, other);
  }

  @Override
  public PCollection<ReadingBlock> expand(PCollection<ReadingBlock> blocks) {
    return ordering instanceof Ordering.Sorted
        ? dropped(blocks, new DropDuplicates(policy.eventTime()))
        : dropped(blocks, new DropKnownDuplicates(policy.eventTime(), policy.remember()));
  }

  private <S extends Serializable> PCollection<ReadingBlock> dropped(
      PCollection<ReadingBlock> blocks, StateMachine<S, Verdict> machine) {
    String name = step;
    Watch watched = watch;
    return blocks.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            ordering,
            machine,
            (verdicts, setAside, delivery) ->
                pack(verdicts, name, setAside.plus(notes(verdicts, name, watched)), delivery),
            ReadingBlockCoder.of()));
  }

  private static ReadingBlock pack(
      List<Verdict> verdicts, String step, SetAside setAside, Delivery delivery) {
    List<Reading> kept = new ArrayList<>(verdicts.size());
    List<DeadLetter> duplicates = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Kept first) {
        kept.add(first.reading());
      } else if (verdict instanceof Verdict.Duplicate duplicate) {
        duplicates.add(duplicate.letter());
      }
    }
    Books books = Books.of(step, Outcome.DUPLICATE, duplicates.size());
    return new ReadingBlock(kept, setAside.plus(new SetAside(duplicates, books)), delivery);
  }

  private static SetAside notes(List<Verdict> verdicts, String step, Watch watch) {
    if (!watch.isOn()) {
      return SetAside.NOTHING;
    }
    return SetAside.of(
        verdicts.stream()
            .filter(verdict -> watch.sees(verdict.reading()))
            .<Note>map(verdict -> new Note.Event(step, verdict.reading(), verdict.text()))
            .toList());
  }
}
