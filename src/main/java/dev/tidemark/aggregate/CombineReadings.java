package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.eventtime.WindowReadings;
import dev.tidemark.model.Field;
import dev.tidemark.model.JsonRow;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.SetAside;
import dev.tidemark.model.SetAsideCoder;
import dev.tidemark.sink.StepOutput;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Aggregates readings by key and window into rows: window bounds (unless the window is global), the
 * key's fields, then each aggregate.
 */
public final class CombineReadings extends PTransform<PCollection<ReadingBlock>, StepOutput> {
  private final String step;
  private final Aggregation aggregation;

  private CombineReadings(String step, Aggregation aggregation) {
    this.step = step;
    this.aggregation = aggregation;
  }

  public static CombineReadings of(String step, Aggregation aggregation) {
    return new CombineReadings(step, aggregation);
  }

  @Override
  public StepOutput expand(PCollection<ReadingBlock> blocks) {
    PCollectionTuple lifted =
        blocks
            .apply("Window", WindowReadings.by(aggregation.windowing()))
            .apply(
                "Lift",
                ParDo.of(new LiftPartials(step, aggregation))
                    .withOutputTags(
                        LiftPartials.PARTIALS, TupleTagList.of(LiftPartials.SET_ASIDE)));
    List<Aggregate> aggregates = aggregation.aggregates();
    PCollection<String> rows =
        lifted
            .get(LiftPartials.PARTIALS)
            .setCoder(KvCoder.of(GroupKeyCoder.of(), new PartialCoder(aggregates)))
            .apply("Merge", Combine.perKey(new MergePartials(aggregates)))
            .apply("Rows", ParDo.of(new RowFn(aggregation.groupBy(), aggregates)))
            .setCoder(StringUtf8Coder.of());
    PCollection<SetAside> setAside =
        lifted.get(LiftPartials.SET_ASIDE).setCoder(SetAsideCoder.of());
    return new StepOutput(rows, setAside);
  }

  private static final class RowFn extends DoFn<KV<GroupKey, Partial>, String> {
    private final List<Field> groupBy;
    private final List<Aggregate> aggregates;

    RowFn(List<Field> groupBy, List<Aggregate> aggregates) {
      this.groupBy = groupBy;
      this.aggregates = aggregates;
    }

    @ProcessElement
    public void row(
        @Element KV<GroupKey, Partial> group, BoundedWindow window, OutputReceiver<String> output) {
      output.output(
          JsonRow.of(
              json -> {
                writeWindow(window, json);
                writeKey(group.getKey(), json);
                group.getValue().writeResults(aggregates, json);
              }));
    }

    private static void writeWindow(BoundedWindow window, JsonGenerator json) throws IOException {
      if (window instanceof IntervalWindow interval) {
        json.writeStringField("window_start", JsonRow.windowBound(interval.start().getMillis()));
        json.writeStringField("window_end", JsonRow.windowBound(interval.end().getMillis()));
      }
    }

    private void writeKey(GroupKey key, JsonGenerator json) throws IOException {
      for (int i = 0; i < groupBy.size(); i++) {
        json.writeStringField(groupBy.get(i).label(), key.values().get(i).orElse(null));
      }
    }
  }
}
