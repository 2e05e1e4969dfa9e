package dev.tidemark.ordered;

import dev.tidemark.machine.StateMachine;
import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.ReadingKeyCoder;
import dev.tidemark.time.Ordering;
import dev.tidemark.time.WindowReadings;
import dev.tidemark.time.Windowing;
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
    extends PTransform<PCollection<ReadingBlock>, PCollection<B>> {
  private final String step;
  private final Field key;
  private final OrderPolicy policy;
  private final Ordering ordering;
  private final StateMachine<S, O> machine;
  private final Packing<O, B> packing;
  private final Coder<B> coder;

  InEventTimeOrder(
      String step,
      Field key,
      OrderPolicy policy,
      Ordering ordering,
      StateMachine<S, O> machine,
      Packing<O, B> packing,
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
  public PCollection<B> expand(PCollection<ReadingBlock> blocks) {
    PCollection<ReadingBlock> ofAllTime =
        blocks.apply("AllOfTime", WindowReadings.by(Windowing.global()));
    return ofAllTime
        .apply(
            "Split",
            ParDo.of(
                ordering instanceof Ordering.Sorted
                    ? new SliceByKey(step, key, policy)
                    : new SplitByKey(step, key, policy)))
        .setCoder(KvCoder.of(ReadingKeyCoder.of(), ReadingBlockCoder.of()))
        .apply("Run", ParDo.of(run()))
        .setCoder(coder);
  }

  private DoFn<KV<ReadingKey, ReadingBlock>, B> run() {
    Release<S, O> release = new Release<>(step, machine, policy);
    if (ordering instanceof Ordering.AtArrivalClock stream) {
      return new ReleaseAtArrivalClock<>(release, stream.before(), packing);
    }
    return ordering instanceof Ordering.AtWatermark
        ? new ReleaseAtWatermark<>(release, packing)
        : new RunInOrder<>(machine, policy, packing);
  }
}
