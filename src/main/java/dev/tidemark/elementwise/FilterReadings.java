package dev.tidemark.elementwise;

import dev.tidemark.condition.Condition;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps the readings that meet a condition. Takes and returns batches of readings with {@link
 * ReadingBatchCoder}; windows and timestamps stay as they are. The record counts in the side output
 * say how many readings did not meet it.
 */
public final class FilterReadings
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final Condition<Reading> condition;

  private FilterReadings(String step, Condition<Reading> condition) {
    super(step);
    this.step = step;
    this.condition = condition;
  }

  public static FilterReadings keep(String step, Condition<Reading> condition) {
    return new FilterReadings(step, condition);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    return batches
        .apply(ParDo.of(new FilterFn(step, condition)))
        .setCoder(ReadingBatchCoder.of(batches));
  }

  private static final class FilterFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final Condition<Reading> condition;

    FilterFn(String step, Condition<Reading> condition) {
      this.step = step;
      this.condition = condition;
    }

    @ProcessElement
    public void filter(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      ReadingColumns kept = batch.readings().where(condition);
      RecordCounts counts =
          RecordCounts.of(step, Outcome.READ, batch.readings().size())
              .plus(RecordCounts.of(step, Outcome.FILTERED, batch.readings().size() - kept.size()));
      output.output(
          new ReadingBatch(
              kept, batch.sideOutput().plus(new SideOutput(List.of(), counts)), batch.progress()));
    }
  }
}
