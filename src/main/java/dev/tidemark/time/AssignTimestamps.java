package dev.tidemark.time;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
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
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final MaxAhead maxAhead;

  private AssignTimestamps(String step, MaxAhead maxAhead) {
    super(step);
    this.step = step;
    this.maxAhead = maxAhead;
  }

  public static AssignTimestamps of(String step, MaxAhead maxAhead) {
    return new AssignTimestamps(step, maxAhead);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    EventTime time = maxAhead.eventTime();
    PCollection<ReadingBatch> looked =
        batches.apply("Clocks", ParDo.of(new FindClocksFn(time))).setCoder(ReadingBatchCoder.of());
    return (maxAhead.isOn() ? withoutFuture(looked) : looked)
        .apply(WithTimestamps.of(batch -> earliest(batch, time)))
        .setCoder(ReadingBatchCoder.of());
  }

  private PCollection<ReadingBatch> withoutFuture(PCollection<ReadingBatch> batches) {
    return batches
        .apply("MaxAhead", ParDo.of(new MaxAheadFn(step, maxAhead)))
        .setCoder(ReadingBatchCoder.of());
  }

  private static Instant earliest(ReadingBatch batch, EventTime eventTime) {
    return Instant.ofEpochMilli(
        batch.readings().stream()
            .mapToLong(eventTime::millis)
            .min()
            .orElse(batch.progress().arrivalClock()));
  }

  private static final class MaxAheadFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final MaxAhead maxAhead;

    MaxAheadFn(String step, MaxAhead maxAhead) {
      this.step = step;
      this.maxAhead = maxAhead;
    }

    @ProcessElement
    public void setAside(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      List<Reading> passed = new ArrayList<>(batch.readings().size());
      List<DeadLetter> future = new ArrayList<>();
      for (Reading reading : batch.readings()) {
        maxAhead.tooFar(reading).ifPresentOrElse(future::add, () -> passed.add(reading));
      }
      RecordCounts counts =
          RecordCounts.of(step, Outcome.READ, batch.readings().size())
              .plus(RecordCounts.of(step, Outcome.LATE, future.size()));
      output.output(
          new ReadingBatch(
              passed, batch.sideOutput().plus(new SideOutput(future, counts)), batch.progress()));
    }
  }
}
