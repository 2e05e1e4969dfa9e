package dev.tidemark.condition;

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
import org.apache.beam.sdk.values.PCollection;

/** Keeps the readings that meet a condition; the books say how many did not. */
public final class FilterReadings
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final Condition condition;

  private FilterReadings(String step, Condition condition) {
    this.step = step;
    this.condition = condition;
  }

  public static FilterReadings keep(String step, Condition condition) {
    return new FilterReadings(step, condition);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> blocks) {
    return blocks.apply(ParDo.of(new FilterFn(step, condition))).setCoder(ReadingBatchCoder.of());
  }

  private static final class FilterFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final Condition condition;

    FilterFn(String step, Condition condition) {
      this.step = step;
      this.condition = condition;
    }

    @ProcessElement
    public void filter(@Element ReadingBatch block, OutputReceiver<ReadingBatch> output) {
      List<Reading> kept = new ArrayList<>(block.readings().size());
      for (Reading reading : block.readings()) {
        if (condition.test(reading)) {
          kept.add(reading);
        }
      }
      RecordCounts books =
          RecordCounts.of(step, Outcome.READ, block.readings().size())
              .plus(RecordCounts.of(step, Outcome.FILTERED, block.readings().size() - kept.size()));
      output.output(
          new ReadingBatch(
              kept, block.setAside().plus(new SideOutput(List.of(), books)), block.delivery()));
    }
  }
}
