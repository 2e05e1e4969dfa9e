package dev.tidemark.ordered;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.ToGlobalWindow;
import dev.tidemark.time.WindowingSpec;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * How a step brings each key's readings into event-time order: readings are split into buckets of
 * keys before a shuffle, and after it brought into order. Which strategy a pipeline needs depends
 * on its input and its runner; the rows are the same with each.
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

  /**
   * Runs a machine over each key's readings in the total order.
   *
   * @param batches readings, in any windows
   * @return what the machine emits, packed by the runner, in the global window
   */
  <S, O, B> PCollection<B> run(
      PCollection<ReadingBatch> batches, MachineRunner<S, O, B> runner, Coder<B> coder);

  private static PCollection<ReadingBatch> inGlobalWindow(PCollection<ReadingBatch> batches) {
    return batches.apply("GlobalWindow", ToGlobalWindow.create());
  }

  /** For bounded input: bundles are sorted before the shuffle and merged after it. */
  record Sorted() implements OrderingStrategy {
    @Override
    public boolean isOfStream() {
      return false;
    }

    @Override
    public <S, O, B> PCollection<B> run(
        PCollection<ReadingBatch> batches, MachineRunner<S, O, B> runner, Coder<B> coder) {
      return sorted(batches, runner)
          .apply("Group", GroupByKey.create())
          .apply("Merge", ParDo.of(new MergeBucketFn<>(runner, batch -> batch)))
          .setCoder(coder);
    }

    private static PCollection<KV<Integer, ReadingBatch>> sorted(
        PCollection<ReadingBatch> batches, MachineRunner<?, ?, ?> runner) {
      return inGlobalWindow(batches)
          .apply("Sort", ParDo.of(new SortByBucketFn(runner.step(), runner.spec())))
          .setCoder(KvCoder.of(VarIntCoder.of(), ReadingBatchCoder.of(batches)));
    }
  }

  /**
   * For bounded input on a runner that works in one process: as {@link Sorted}, but what a bundle
   * has sorted lies on disk until it is merged, and only its place is shuffled.
   *
   * @param directory where the files go; whoever made it deletes it
   */
  record SortedOnDisk(String directory) implements OrderingStrategy {
    @Override
    public boolean isOfStream() {
      return false;
    }

    @Override
    public <S, O, B> PCollection<B> run(
        PCollection<ReadingBatch> batches, MachineRunner<S, O, B> runner, Coder<B> coder) {
      ReadingBatchCoder batchCoder = ReadingBatchCoder.of(batches);
      return Sorted.sorted(batches, runner)
          .apply("Store", ParDo.of(new StoreBatchesFn(directory, batchCoder)))
          .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(StoredBatch.class)))
          .apply("Group", GroupByKey.create())
          .apply("Merge", ParDo.of(new MergeBucketFn<>(runner, stored -> stored.read(batchCoder))))
          .setCoder(coder);
    }
  }

  /** For a stream: what arrives for a bucket is buffered until no earlier reading can arrive. */
  sealed interface Buffered extends OrderingStrategy {
    /** What a runner gets in place of the keys. */
    Buckets buckets();

    /** Whether batches tell the watermark, for a runner whose own does not reach the steps. */
    boolean isToldByBatches();

    /** The buckets of a key that a step must look at, although none of their readings may come. */
    default List<Integer> dueBuckets(StreamProgress progress, List<Field> key) {
      return isToldByBatches() ? progress.dueBuckets(key) : List.of();
    }

    /**
     * The watermark of a step: all readings that arrived before it have reached the step. Where
     * batches do not tell it, one that the runner's is not behind.
     *
     * @return ms since 1970; {@link StreamProgress#ENDED} once all readings have reached it
     */
    long watermark(StreamProgress progress, EventTime eventTime);

    /** Buffers what arrives for each bucket and releases it in order. */
    <S, O, B> DoFn<KV<Integer, ReadingBatch>, B> releaseFn(MachineRunner<S, O, B> runner);

    @Override
    default <S, O, B> PCollection<B> run(
        PCollection<ReadingBatch> batches, MachineRunner<S, O, B> runner, Coder<B> coder) {
      return inGlobalWindow(batches)
          .apply("Split", ParDo.of(new SplitByBucketFn(runner.step(), runner.spec(), this)))
          .setCoder(KvCoder.of(VarIntCoder.of(), ReadingBatchCoder.of(batches)))
          .apply("Run", ParDo.of(releaseFn(runner)))
          .setCoder(coder);
    }
  }

  /** For a stream on a runner with event-time timers: the watermark releases readings. */
  record AtWatermark() implements Buffered {
    /** The Direct runner serializes a step anew for each bundle, that is for each of its timers. */
    @Override
    public Buckets buckets() {
      return Buckets.FEW;
    }

    @Override
    public boolean isToldByBatches() {
      return false;
    }

    @Override
    public long watermark(StreamProgress progress, EventTime eventTime) {
      return progress.marks().isEmpty()
          ? StreamProgress.NO_CLOCK
          : progress.oldestMark() - eventTime.maxDelay().toMillis();
    }

    @Override
    public <S, O, B> DoFn<KV<Integer, ReadingBatch>, B> releaseFn(MachineRunner<S, O, B> runner) {
      return new ReleaseAtWatermarkFn<>(runner);
    }
  }

  /**
   * For a stream on a runner without event-time timers: the arrival clock, which travels with the
   * batches, releases readings.
   *
   * @param before how many steps with this strategy the readings have already passed
   */
  record AtArrivalClock(int before) implements Buffered {
    @Override
    public OrderingStrategy after() {
      return new AtArrivalClock(before + 1);
    }

    @Override
    public Buckets buckets() {
      return Buckets.MANY;
    }

    @Override
    public boolean isToldByBatches() {
      return true;
    }

    /**
     * In a pause this is as far ahead of the arrival clock as a watermark may go. What is further
     * ahead waits: once it was released, everything that arrives later would be too late.
     */
    @Override
    public long watermark(StreamProgress progress, EventTime eventTime) {
      if (progress.clockAt(before) == StreamProgress.ENDED) {
        return StreamProgress.ENDED;
      }
      return progress.isPause()
          ? progress.arrivalClock() + WindowingSpec.MAX_WATERMARK_LEAD.toMillis()
          : progress.clockAt(before) - eventTime.maxDelay().toMillis();
    }

    @Override
    public <S, O, B> DoFn<KV<Integer, ReadingBatch>, B> releaseFn(MachineRunner<S, O, B> runner) {
      return new ReleaseAtArrivalClockFn<>(runner, this);
    }
  }
}
