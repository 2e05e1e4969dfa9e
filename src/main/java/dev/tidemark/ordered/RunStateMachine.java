package dev.tidemark.ordered;

import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.trace.TracedReading;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Runs a state machine that emits rows over each key's readings, in the total order.
 *
 * <p>Takes batches of readings whose event times were assigned by {@link
 * dev.tidemark.time.AssignTimestamps}, in any windows. Returns the machine's rows, and the side
 * output of this and earlier steps, with the readings that were too late to be put in order. Both
 * are in the global window.
 *
 * <p>State and lateness: see {@link StateMachine} and the machine.
 */
public final class RunStateMachine<S> extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private static final TupleTag<Emitted<Row>> ROWS = new TupleTag<>() {};
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private final String step;
  private final OrderingSpec spec;
  private final OrderingStrategy ordering;
  private final RowMachine<S> machine;
  private final TracedReading traced;

  private RunStateMachine(
      String step,
      OrderingSpec spec,
      OrderingStrategy ordering,
      RowMachine<S> machine,
      TracedReading traced) {
    super(step);
    this.step = step;
    this.spec = spec;
    this.ordering = ordering;
    this.machine = machine;
    this.traced = traced;
  }

  /**
   * Runs a machine over the readings of each key in bounded input.
   *
   * @param step the step's name in the record counts
   * @param key the fields whose values keep readings apart
   */
  public static <S> RunStateMachine<S> by(
      String step, List<Field> key, EventTime eventTime, RowMachine<S> machine) {
    return new RunStateMachine<>(
        step,
        OrderingSpec.by(key, eventTime),
        OrderingStrategy.sorted(),
        machine,
        TracedReading.NOBODY);
  }

  /**
   * The same step, for input that is brought into order in another way.
   *
   * @param other a later ordered step takes its {@link OrderingStrategy#after}
   */
  public RunStateMachine<S> withOrdering(OrderingStrategy other) {
    return new RunStateMachine<>(step, spec, other, machine, traced);
  }

  /** The same step, which also says what it does with one reading. */
  public RunStateMachine<S> tracing(TracedReading reading) {
    return new RunStateMachine<>(step, spec, ordering, machine, reading);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBatch> batches) {
    PCollectionTuple outputs =
        (traced.isOn() ? runTraced(batches) : runPlain(batches))
            .apply(
                "Unpack",
                ParDo.of(new UnpackFn()).withOutputTags(ROWS, TupleTagList.of(SIDE_OUTPUT)));
    return new StepOutput(machine.schema(), outputs.get(ROWS), outputs.get(SIDE_OUTPUT));
  }

  private PCollection<RowBatch> runPlain(PCollection<ReadingBatch> batches) {
    return ordering.run(
        batches,
        MachineRunner.ofRows(step, ReadingBatchCoder.of(batches).schema(), spec, machine),
        RowBatchCoder.of(machine.schema()));
  }

  private PCollection<RowBatch> runTraced(PCollection<ReadingBatch> batches) {
    return ordering.run(
        batches,
        new MachineRunner<>(
            step,
            ReadingBatchCoder.of(batches).schema(),
            spec,
            new TracedMachine<>(machine, step, traced),
            (outputs, sideOutput, progress) -> TracedMachine.pack(outputs, sideOutput)),
        RowBatchCoder.of(machine.schema()));
  }

  private static final class UnpackFn extends DoFn<RowBatch, Emitted<Row>> {
    @ProcessElement
    public void unpack(@Element RowBatch batch, MultiOutputReceiver output) {
      for (Row row : batch.rows()) {
        output.get(ROWS).output(new Emitted<>(batch.emittedAt(), row));
      }
      if (!batch.sideOutput().isEmpty()) {
        output.get(SIDE_OUTPUT).output(batch.sideOutput());
      }
    }
  }
}
