package dev.tidemark.ordered;

import dev.tidemark.machine.DropAdjacentDuplicates;
import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.DropKnownValues;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.OrderingSpec.Keep;
import dev.tidemark.trace.TracedReading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps one reading of each key and event time (to the microsecond), the first or the last in the
 * total order, or the first of each key and values; the others become side output.
 *
 * <p>Takes batches of readings whose event times were assigned by {@link
 * dev.tidemark.time.AssignTimestamps}, in any windows, and returns batches in the global window,
 * with {@link ReadingBatchCoder}. What it keeps is the same in whatever order the readings arrive.
 * The output's side output holds the duplicates, and readings that arrived later than {@code
 * max_delay} and the retention, which can no longer be told from duplicates.
 *
 * <p>State and lateness: see {@link DropAdjacentDuplicates} for bounded input and {@link
 * DropKnownDuplicates} for a stream; {@link DropKnownValues} where fields are compared.
 */
public final class Deduplicate
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final OrderingSpec spec;

  /** The fields by whose values duplicates are recognized; none where the event time is it. */
  private final List<Field> on;

  private final OrderingStrategy ordering;
  private final TracedReading traced;

  private Deduplicate(
      String step,
      OrderingSpec spec,
      List<Field> on,
      OrderingStrategy ordering,
      TracedReading traced) {
    super(step);
    this.step = step;
    this.spec = spec;
    this.on = List.copyOf(on);
    this.ordering = ordering;
    this.traced = traced;
  }

  /**
   * Deduplicates the readings of each key in bounded input.
   *
   * @param step the name under which the record counts say how many were duplicates
   * @param key the fields whose values keep readings apart
   * @param within for how long after {@code max_delay} a duplicate is still recognized
   */
  public static Deduplicate by(String step, List<Field> key, EventTime eventTime, Duration within) {
    return new Deduplicate(
        step,
        new OrderingSpec(key, eventTime, within),
        List.of(),
        OrderingStrategy.sorted(),
        TracedReading.NOBODY);
  }

  /** The same step, which keeps another reading of each microsecond. */
  public Deduplicate keeping(Keep keep) {
    return new Deduplicate(
        step,
        new OrderingSpec(spec.key(), spec.eventTime(), spec.retention(), keep),
        on,
        ordering,
        traced);
  }

  /**
   * The same step, which recognizes duplicates by the values of some fields in place of the event
   * time, among readings whose event times are at most {@code within} apart.
   */
  public Deduplicate on(List<Field> fields) {
    return new Deduplicate(step, spec, fields, ordering, traced).keeping(Keep.FIRST_RELEASED);
  }

  /**
   * The same step, for input that is brought into order in another way.
   *
   * @param other a later ordered step takes its {@link OrderingStrategy#after}
   */
  public Deduplicate withOrdering(OrderingStrategy other) {
    return new Deduplicate(step, spec, on, other, traced);
  }

  /** The same step, which also says what it does with one reading. */
  public Deduplicate tracing(TracedReading reading) {
    return new Deduplicate(step, spec, on, ordering, reading);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    if (!on.isEmpty()) {
      return run(batches, new DropKnownValues(spec.eventTime(), on, spec.retention()));
    }
    return ordering.isOfStream()
        ? run(batches, new DropKnownDuplicates(spec.eventTime(), spec.retention()))
        : run(batches, new DropAdjacentDuplicates(spec.eventTime()));
  }

  private <S> PCollection<ReadingBatch> run(
      PCollection<ReadingBatch> batches, StateMachine<S, Verdict> machine) {
    ReadingBatchCoder coder = ReadingBatchCoder.of(batches);
    return ordering.run(
        batches,
        new MachineRunner<>(
            step, coder.schema(), spec, machine, new VerdictPacker(step, spec.keep(), traced)),
        coder);
  }

  private record VerdictPacker(String step, Keep keep, TracedReading traced)
      implements MachineRunner.Packer<Verdict, ReadingBatch> {
    @Override
    public ReadingBatch pack(
        List<Verdict> verdicts, SideOutput sideOutput, StreamProgress progress) {
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
      return new ReadingBatch(
          kept,
          sideOutput.plus(new SideOutput(duplicates, counts, traceEvents(verdicts))),
          progress);
    }

    private List<TraceEvent> traceEvents(List<Verdict> verdicts) {
      return traced.isOn()
          ? verdicts.stream()
              .filter(verdict -> traced.sees(verdict.reading()))
              .<TraceEvent>map(
                  verdict -> new TraceEvent.Event(step, verdict.reading(), verdict.text(keep)))
              .toList()
          : List.of();
    }
  }
}
