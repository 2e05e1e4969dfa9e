package dev.tidemark.eventtime;

import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;

/**
 * Stamps each block with the earliest event time of its readings. Steps that come later take each
 * reading's own from the same {@link EventTime}; the block's stamp only holds the watermark back.
 */
public final class AssignTimestamps
    extends PTransform<PCollection<ReadingBlock>, PCollection<ReadingBlock>> {
  private final EventTime eventTime;

  private AssignTimestamps(EventTime eventTime) {
    this.eventTime = eventTime;
  }

  public static AssignTimestamps from(EventTime eventTime) {
    return new AssignTimestamps(eventTime);
  }

  @Override
  public PCollection<ReadingBlock> expand(PCollection<ReadingBlock> blocks) {
    EventTime time = eventTime;
    return blocks
        .apply("Clocks", ParDo.of(new FindClocksFn(eventTime)))
        .setCoder(ReadingBlockCoder.of())
        .apply(WithTimestamps.of(block -> earliest(block, time)))
        .setCoder(ReadingBlockCoder.of());
  }

  private static Instant earliest(ReadingBlock block, EventTime eventTime) {
    return Instant.ofEpochMilli(
        block.readings().stream()
            .mapToLong(eventTime::millis)
            .min()
            .orElse(block.delivery().arrivalClock()));
  }
}
