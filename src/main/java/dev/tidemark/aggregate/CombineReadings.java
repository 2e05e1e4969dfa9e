package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import dev.tidemark.model.SetAsideCoder;
import dev.tidemark.sink.StepOutput;
import dev.tidemark.time.Ordering;
import dev.tidemark.time.WindowReadings;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Aggregates readings by key and window into rows: window bounds (unless the window is global), the
 * key's fields, then each aggregate, then the pane if asked for.
 */
public final class CombineReadings extends PTransform<PCollection<ReadingBlock>, StepOutput> {
  private final String step;
  private final Aggregation aggregation;
  private final Ordering ordering;

  private CombineReadings(String step, Aggregation aggregation, Ordering ordering) {
    this.step = step;
    this.aggregation = aggregation;
    this.ordering = ordering;
  }

  public static CombineReadings of(String step, Aggregation aggregation, Ordering ordering) {
    return new CombineReadings(step, aggregation, ordering);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBlock> blocks) {
    PCollectionTuple lifted =
        blocks
            .apply("Window", WindowReadings.by(aggregation.windowing()))
            .apply(
                "Lift",
                ParDo.of(new LiftPartials(step, aggregation, ordering))
                    .withOutputTags(
                        LiftPartials.PARTIALS, TupleTagList.of(LiftPartials.SET_ASIDE)));
    List<Aggregate> aggregates = aggregation.aggregates();
    boolean bounded = blocks.isBounded() == IsBounded.BOUNDED;
    PCollection<String> rows =
        lifted
            .get(LiftPartials.PARTIALS)
            .setCoder(KvCoder.of(GroupKeyCoder.of(), new PartialCoder(aggregates)))
            .apply("Merge", Combine.perKey(new MergePartials(aggregates)))
            .apply("Rows", ParDo.of(new ToRow(aggregation, bounded)))
            .setCoder(StringUtf8Coder.of());
    PCollection<SetAside> setAside =
        lifted.get(LiftPartials.SET_ASIDE).setCoder(SetAsideCoder.of());
    return new StepOutput(rows, setAside);
  }
}
