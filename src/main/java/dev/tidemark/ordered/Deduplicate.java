package dev.tidemark.ordered;

import dev.tidemark.machine.DropDuplicates;
import dev.tidemark.machine.DropDuplicates.Verdict;
import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.time.OrderingStrategy;
import dev.tidemark.trace.TracedReading;
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
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final Field key;
  private final OrderingSpec policy;
  private final OrderingStrategy ordering;
  private final TracedReading traced;

  private Deduplicate(
      String step,
      Field key,
      OrderingSpec policy,
      OrderingStrategy ordering,
      TracedReading traced) {
    this.step = step;
    this.key = key;
    this.policy = policy;
    this.ordering = ordering;
    this.traced = traced;
  }

  public static Deduplicate by(
      String step, Field key, OrderingSpec policy, OrderingStrategy ordering) {
    return new Deduplicate(step, key, policy, ordering, TracedReading.NOBODY);
  }

  /** The same step, which notes what it does with what is watched. */
  public Deduplicate tracing(TracedReading other) {
    return new Deduplicate(step, key, policy, ordering, other);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    return ordering instanceof OrderingStrategy.Sorted
        ? dropped(batches, new DropDuplicates(policy.eventTime()))
        : dropped(batches, new DropKnownDuplicates(policy.eventTime(), policy.remember()));
  }

  private <S extends Serializable> PCollection<ReadingBatch> dropped(
      PCollection<ReadingBatch> batches, StateMachine<S, Verdict> machine) {
    String name = step;
    TracedReading watched = traced;
    return batches.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            ordering,
            machine,
            (verdicts, sideOutput, progress) ->
                pack(verdicts, name, sideOutput.plus(notes(verdicts, name, watched)), progress),
            ReadingBatchCoder.of()));
  }

  private static ReadingBatch pack(
      List<Verdict> verdicts, String step, SideOutput sideOutput, StreamProgress progress) {
    List<Reading> kept = new ArrayList<>(verdicts.size());
    List<DeadLetter> duplicates = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Kept first) {
        kept.add(first.reading());
      } else if (verdict instanceof Verdict.Duplicate duplicate) {
        duplicates.add(duplicate.letter());
      }
    }
    RecordCounts counts = RecordCounts.of(step, Outcome.DUPLICATE, duplicates.size());
    return new ReadingBatch(kept, sideOutput.plus(new SideOutput(duplicates, counts)), progress);
  }

  private static SideOutput notes(List<Verdict> verdicts, String step, TracedReading traced) {
    if (!traced.isOn()) {
      return SideOutput.NOTHING;
    }
    return SideOutput.of(
        verdicts.stream()
            .filter(verdict -> traced.sees(verdict.reading()))
            .<TraceEvent>map(
                verdict -> new TraceEvent.Event(step, verdict.reading(), verdict.text()))
            .toList());
  }
}
