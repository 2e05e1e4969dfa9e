package dev.tidemark.time;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.reading.ReadingColumns;
import java.time.Duration;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.joda.time.Instant;

/**
 * Assigns event time: stamps each batch with the earliest event time of its readings. Later steps
 * take the event time of each reading from the same {@link EventTime}; the batch's timestamp only
 * holds the watermark back.
 *
 * <p>Takes batches of readings in the global window and returns them in it, with {@link
 * ReadingBatchCoder}. The side output of a batch then also holds the devices whose event times are
 * far from their arrivals and, with a {@link #withMaxAhead limit}, the readings from the future.
 */
public final class AssignTimestamps
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final MaxAhead maxAhead;
  private final boolean summarizes;

  private AssignTimestamps(String step, MaxAhead maxAhead, boolean summarizes) {
    super(step);
    this.step = step;
    this.maxAhead = maxAhead;
    this.summarizes = summarizes;
  }

  /**
   * Assigns an event time to readings, however far in the future it is.
   *
   * @param step the step's name in the record counts
   */
  public static AssignTimestamps of(String step, EventTime eventTime) {
    return new AssignTimestamps(step, new MaxAhead(eventTime, MaxAhead.NO_LIMIT), false);
  }

  /** The same step, which rejects readings whose event time is further past their own arrival. */
  public AssignTimestamps withMaxAhead(Duration limit) {
    return new AssignTimestamps(step, new MaxAhead(maxAhead.eventTime(), limit), summarizes);
  }

  /**
   * The same step, which also sums up how the readings that it accepts arrived; that becomes side
   * output.
   */
  public AssignTimestamps withArrivalSummary() {
    return new AssignTimestamps(step, maxAhead, true);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    ReadingBatchCoder coder = ReadingBatchCoder.of(batches);
    return batches
        .apply("Clocks", ParDo.of(checkClocks(batches)))
        .setCoder(coder)
        .apply(stamped(maxAhead.eventTime()))
        .setCoder(coder);
  }

  private CheckClocksFn checkClocks(PCollection<ReadingBatch> batches) {
    if (!summarizes) {
      return new CheckClocksFn(step, maxAhead);
    }
    return batches.isBounded() == IsBounded.BOUNDED
        ? new CheckClocksFn.SumUpBundleFn(step, maxAhead)
        : new CheckClocksFn.SumUpBatchFn(step, maxAhead);
  }

  /**
   * A batch may be stamped with an earlier time than before: its stream does not know what a table
   * corrects, and another step may have assigned another field. That may also be before the
   * watermark, as it is for any reading that is late.
   */
  @SuppressWarnings("deprecation") // Beam has nothing else for that.
  private static WithTimestamps<ReadingBatch> stamped(EventTime eventTime) {
    return WithTimestamps.<ReadingBatch>of(batch -> earliest(batch, eventTime))
        .withAllowedTimestampSkew(org.joda.time.Duration.millis(Long.MAX_VALUE));
  }

  private static Instant earliest(ReadingBatch batch, EventTime eventTime) {
    ReadingColumns readings = batch.readings();
    if (readings.isEmpty()) {
      return Instant.ofEpochMilli(batch.progress().arrivalClock());
    }
    long earliest = Long.MAX_VALUE;
    for (int row = 0; row < readings.size(); row++) {
      earliest = Math.min(earliest, eventTime.nanos(readings, row));
    }
    return Instant.ofEpochMilli(Math.floorDiv(earliest, 1_000_000L));
  }
}
