package dev.tidemark.time;

import dev.tidemark.model.Findings;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.arrival.ArrivalSummary;
import dev.tidemark.model.arrival.ArrivalSummaryBuilder;
import dev.tidemark.model.reading.ReadingColumns;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Sums up how readings arrive, by device: the summary becomes side output. Takes and returns
 * batches of readings with {@link ReadingBatchCoder}; windows and timestamps stay as they are. It
 * is part of a pipeline only if a page of the run is wanted, so other runs do not pay for it.
 */
public final class SummarizeArrivals
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final EventTime eventTime;

  private SummarizeArrivals(EventTime eventTime) {
    this.eventTime = eventTime;
  }

  public static SummarizeArrivals by(EventTime eventTime) {
    return new SummarizeArrivals(eventTime);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    return batches
        .apply(ParDo.of(new SummarizeFn(eventTime)))
        .setCoder(ReadingBatchCoder.of(batches));
  }

  private static final class SummarizeFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final EventTime eventTime;
    private transient ArrivalSummaryBuilder summary;

    SummarizeFn(EventTime eventTime) {
      this.eventTime = eventTime;
    }

    @StartBundle
    public void start() {
      summary = new ArrivalSummaryBuilder();
    }

    @ProcessElement
    public void summarize(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      output.output(
          batch.withSideOutput(
              SideOutput.of(RecordCounts.of(Findings.of(summary(batch.readings()))))));
    }

    private ArrivalSummary summary(ReadingColumns readings) {
      for (int row = 0; row < readings.size(); row++) {
        summary.add(
            readings.device(row), eventTime.millis(readings, row), readings.arrivalTime(row));
      }
      return summary.sum();
    }
  }
}
