package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.machine.TracedMachine;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RowBatch;
import dev.tidemark.model.RowBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.time.OrderingStrategy;
import dev.tidemark.trace.TracedReading;
import java.io.Serializable;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Runs a state machine that puts out rows over each key's readings, in the total order. */
public final class RowsInOrder<S extends Serializable>
    extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private static final TupleTag<String> ROWS = new TupleTag<>() {};
  private static final TupleTag<SideOutput> SET_ASIDE = new TupleTag<>() {};

  private final String step;
  private final Field key;
  private final OrderingSpec policy;
  private final OrderingStrategy ordering;
  private final StateMachine<S, String> machine;

  private final TracedReading traced;

  private RowsInOrder(
      String step,
      Field key,
      OrderingSpec policy,
      OrderingStrategy ordering,
      StateMachine<S, String> machine,
      TracedReading traced) {
    this.step = step;
    this.key = key;
    this.policy = policy;
    this.ordering = ordering;
    this.machine = machine;
    this.traced = traced;
  }

  public static <S extends Serializable> RowsInOrder<S> of(
      String step,
      Field key,
      OrderingSpec policy,
      OrderingStrategy ordering,
      StateMachine<S, String> machine) {
    return new RowsInOrder<>(step, key, policy, ordering, machine, TracedReading.NOBODY);
  }

  /** The same step, which notes what it does with what is watched. */
  public RowsInOrder<S> tracing(TracedReading other) {
    return new RowsInOrder<>(step, key, policy, ordering, machine, other);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBatch> batches) {
    PCollectionTuple outputs =
        (traced.isOn() ? watched(batches) : plain(batches))
            .apply(
                "Unpack",
                ParDo.of(new UnpackFn()).withOutputTags(ROWS, TupleTagList.of(SET_ASIDE)));
    return new StepOutput(
        outputs.get(ROWS).setCoder(StringUtf8Coder.of()),
        outputs.get(SET_ASIDE).setCoder(SideOutputCoder.of()));
  }

  private PCollection<RowBatch> plain(PCollection<ReadingBatch> batches) {
    return batches.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            ordering,
            machine,
            (rows, sideOutput, progress) -> new RowBatch(rows, sideOutput),
            RowBatchCoder.of()));
  }

  private PCollection<RowBatch> watched(PCollection<ReadingBatch> batches) {
    return batches.apply(
        new InEventTimeOrder<>(
            step,
            key,
            policy,
            ordering,
            new TracedMachine<>(machine, step, traced),
            (outputs, sideOutput, progress) -> TracedMachine.pack(outputs, sideOutput),
            RowBatchCoder.of()));
  }

  private static final class UnpackFn extends DoFn<RowBatch, String> {
    @ProcessElement
    public void unpack(@Element RowBatch batch, MultiOutputReceiver output) {
      batch.rows().forEach(output.get(ROWS)::output);
      if (!batch.sideOutput().isEmpty()) {
        output.get(SET_ASIDE).output(batch.sideOutput());
      }
    }
  }
}
