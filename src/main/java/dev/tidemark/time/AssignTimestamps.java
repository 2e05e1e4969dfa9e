package dev.tidemark.time;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Stamps each block with the earliest event time of its readings. Steps that come later take each
 * reading's own from the same {@link EventTime}; the block's stamp only holds the watermark back.
 * Readings from the future are set aside, where the pipeline file says how far ahead that is.
 */
public final class AssignTimestamps
    extends PTransform<PCollection<ReadingBlock>, PCollection<ReadingBlock>> {
  private final String step;
  private final MaxAhead maxAhead;

  private AssignTimestamps(String step, MaxAhead maxAhead) {
    this.step = step;
    this.maxAhead = maxAhead;
  }

  public static AssignTimestamps of(String step, MaxAhead maxAhead) {
    return new AssignTimestamps(step, maxAhead);
  }

  @Override
  public PCollection<ReadingBlock> expand(PCollection<ReadingBlock> blocks) {
    EventTime time = maxAhead.eventTime();
    PCollection<ReadingBlock> looked =
        blocks.apply("Clocks", ParDo.of(new FindClocksFn(time))).setCoder(ReadingBlockCoder.of());
    return (maxAhead.isOn() ? withoutFuture(looked) : looked)
        .apply(WithTimestamps.of(block -> earliest(block, time)))
        .setCoder(ReadingBlockCoder.of());
  }

  private PCollection<ReadingBlock> withoutFuture(PCollection<ReadingBlock> blocks) {
    return blocks
        .apply("MaxAhead", ParDo.of(new MaxAheadFn(step, maxAhead)))
        .setCoder(ReadingBlockCoder.of());
  }

  private static Instant earliest(ReadingBlock block, EventTime eventTime) {
    return Instant.ofEpochMilli(
        block.readings().stream()
            .mapToLong(eventTime::millis)
            .min()
            .orElse(block.delivery().arrivalClock()));
  }

  private static final class MaxAheadFn extends DoFn<ReadingBlock, ReadingBlock> {
    private final String step;
    private final MaxAhead maxAhead;

    MaxAheadFn(String step, MaxAhead maxAhead) {
      this.step = step;
      this.maxAhead = maxAhead;
    }

    @ProcessElement
    public void setAside(@Element ReadingBlock block, OutputReceiver<ReadingBlock> output) {
      List<Reading> passed = new ArrayList<>(block.readings().size());
      List<DeadLetter> future = new ArrayList<>();
      for (Reading reading : block.readings()) {
        maxAhead.tooFar(reading).ifPresentOrElse(future::add, () -> passed.add(reading));
      }
      Books books =
          Books.of(step, Outcome.READ, block.readings().size())
              .plus(Books.of(step, Outcome.LATE, future.size()));
      output.output(
          new ReadingBlock(
              passed, block.setAside().plus(new SetAside(future, books)), block.delivery()));
    }
  }
}
