package dev.tidemark.condition;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingBlockCoder;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Keeps the readings that meet a condition; the books say how many did not. */
public final class FilterReadings
    extends PTransform<PCollection<ReadingBlock>, PCollection<ReadingBlock>> {
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
  public PCollection<ReadingBlock> expand(PCollection<ReadingBlock> blocks) {
    return blocks.apply(ParDo.of(new FilterFn(step, condition))).setCoder(ReadingBlockCoder.of());
  }

  private static final class FilterFn extends DoFn<ReadingBlock, ReadingBlock> {
    private final String step;
    private final Condition condition;

    FilterFn(String step, Condition condition) {
      this.step = step;
      this.condition = condition;
    }

    @ProcessElement
    public void filter(@Element ReadingBlock block, OutputReceiver<ReadingBlock> output) {
      List<Reading> kept = new ArrayList<>(block.readings().size());
      for (Reading reading : block.readings()) {
        if (condition.test(reading)) {
          kept.add(reading);
        }
      }
      Books books =
          Books.of(step, Outcome.READ, block.readings().size())
              .plus(Books.of(step, Outcome.FILTERED, block.readings().size() - kept.size()));
      output.output(
          new ReadingBlock(
              kept, block.setAside().plus(new SetAside(List.of(), books)), block.delivery()));
    }
  }
}
