package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.ReadingKeyCoder;
import dev.tidemark.time.ApplyWindowing;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.WindowingSpec;
import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * How a step brings each key's readings into event-time order. A strategy has two halves: {@link
 * #splitFn} splits batches by key before the shuffle, and {@link #releaseFn} buffers what arrives
 * for a key after it and releases it in order. Which one a pipeline needs depends on its input and
 * its runner; the rows are the same with each.
 */
public sealed interface OrderingStrategy extends Serializable {

  /** The strategy for bounded input. */
  static OrderingStrategy sorted() {
    return new Sorted();
  }

  /** The strategy of a step that reads the output of a step with this one. */
  default OrderingStrategy after() {
    return this;
  }

  /** Whether more readings may arrive after those that are here. */
  default boolean isOfStream() {
    return true;
  }

  /** Splits batches by key. */
  DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> splitFn(String step, OrderingSpec spec);

  /** Runs a machine over what arrives for each key, in order. */
  <S, O, B> DoFn<KV<ReadingKey, ReadingBatch>, B> releaseFn(MachineRunner<S, O, B> runner);

  /**
   * Runs a machine over each key's readings in the total order.
   *
   * @param batches readings, in any windows
   * @return what the machine emits, packed by the runner, in the global window
   */
  default <S, O, B> PCollection<B> run(
      PCollection<ReadingBatch> batches, MachineRunner<S, O, B> runner, Coder<B> coder) {
    PCollection<ReadingBatch> inGlobalWindow =
        batches.apply("GlobalWindow", ApplyWindowing.by(WindowingSpec.global()));
    return inGlobalWindow
        .apply("Split", ParDo.of(splitFn(runner.step(), runner.spec())))
        .setCoder(KvCoder.of(ReadingKeyCoder.of(), ReadingBatchCoder.of()))
        .apply("Run", ParDo.of(releaseFn(runner)))
        .setCoder(coder);
  }

  /** For bounded input: slices of a minute are sorted by the runner, their readings by the step. */
  record Sorted() implements OrderingStrategy {
    @Override
    public boolean isOfStream() {
      return false;
    }

    @Override
    public DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> splitFn(
        String step, OrderingSpec spec) {
      return new KeyByMinuteFn(step, spec);
    }

    @Override
    public <S, O, B> DoFn<KV<ReadingKey, ReadingBatch>, B> releaseFn(
        MachineRunner<S, O, B> runner) {
      return new SortedBatchFn<>(runner);
    }
  }

  /** For a stream on a runner with event-time timers: the watermark releases readings. */
  record AtWatermark() implements OrderingStrategy {
    @Override
    public DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> splitFn(
        String step, OrderingSpec spec) {
      return new KeyByFn(step, spec);
    }

    @Override
    public <S, O, B> DoFn<KV<ReadingKey, ReadingBatch>, B> releaseFn(
        MachineRunner<S, O, B> runner) {
      return new ReleaseAtWatermarkFn<>(runner);
    }
  }

  /**
   * For a stream on a runner without event-time timers: the arrival clock, which travels with the
   * batches, releases readings.
   *
   * @param before how many steps with this strategy the readings have already passed
   */
  record AtArrivalClock(int before) implements OrderingStrategy {
    @Override
    public OrderingStrategy after() {
      return new AtArrivalClock(before + 1);
    }

    @Override
    public DoFn<ReadingBatch, KV<ReadingKey, ReadingBatch>> splitFn(
        String step, OrderingSpec spec) {
      return new KeyByFn(step, spec);
    }

    @Override
    public <S, O, B> DoFn<KV<ReadingKey, ReadingBatch>, B> releaseFn(
        MachineRunner<S, O, B> runner) {
      return new ReleaseAtArrivalClockFn<>(runner, before);
    }
  }
}
