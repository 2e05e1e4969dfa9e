package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.ReadingKeyCoder;
import dev.tidemark.time.ApplyWindowing;
import dev.tidemark.time.OrderingStrategy;
import dev.tidemark.time.WindowingSpec;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Brings each key's readings into the total order and runs a state machine over them. Readings too
 * late for the order are set aside, and the rest is exactly the sorted input.
 */
final class InEventTimeOrder<S extends Serializable, O, B>
    extends PTransform<PCollection<ReadingBatch>, PCollection<B>> {
  private final String step;
  private final Field key;
  private final OrderingSpec policy;
  private final OrderingStrategy ordering;
  private final StateMachine<S, O> machine;
  private final OutputPacker<O, B> packing;
  private final Coder<B> coder;

  InEventTimeOrder(
      String step,
      Field key,
      OrderingSpec policy,
      OrderingStrategy ordering,
      StateMachine<S, O> machine,
      OutputPacker<O, B> packing,
      Coder<B> coder) {
    this.step = step;
    this.key = key;
    this.policy = policy;
    this.ordering = ordering;
    this.machine = machine;
    this.packing = packing;
    this.coder = coder;
  }

  @Override
  public PCollection<B> expand(PCollection<ReadingBatch> batches) {
    PCollection<ReadingBatch> ofAllTime =
        batches.apply("AllOfTime", ApplyWindowing.by(WindowingSpec.global()));
    return ofAllTime
        .apply(
            "Split",
            ParDo.of(
                ordering instanceof OrderingStrategy.Sorted
                    ? new KeyByMinuteFn(step, key, policy)
                    : new KeyByFn(step, key, policy)))
        .setCoder(KvCoder.of(ReadingKeyCoder.of(), ReadingBatchCoder.of()))
        .apply("Run", ParDo.of(run()))
        .setCoder(coder);
  }

  private DoFn<KV<ReadingKey, ReadingBatch>, B> run() {
    Release<S, O> release = new Release<>(step, machine, policy);
    if (ordering instanceof OrderingStrategy.AtArrivalClock stream) {
      return new ReleaseAtArrivalClockFn<>(release, stream.before(), packing);
    }
    return ordering instanceof OrderingStrategy.AtWatermark
        ? new ReleaseAtWatermarkFn<>(release, packing)
        : new SortedBatchFn<>(machine, policy, packing);
  }
}
