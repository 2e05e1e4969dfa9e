package dev.tidemark.elementwise;

import dev.tidemark.condition.Condition;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.StepOutput;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Keeps the rows that meet a condition: what SQL calls HAVING. Takes the rows of a step, and
 * returns them in their windows; the side output holds only the record counts of this step, since
 * that of the steps before it was collected there.
 */
public final class FilterRows extends PTransform<PCollection<Emitted<Row>>, StepOutput> {
  private static final TupleTag<Emitted<Row>> ROWS = new TupleTag<>() {};
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private final String step;
  private final Schema schema;
  private final Condition<Row> condition;

  private FilterRows(String step, Schema schema, Condition<Row> condition) {
    super(step);
    this.step = step;
    this.schema = schema;
    this.condition = condition;
  }

  /**
   * Keeps the rows that meet a condition.
   *
   * @param step the step's name in the record counts
   * @param schema that of the rows
   */
  public static FilterRows keep(String step, Schema schema, Condition<Row> condition) {
    return new FilterRows(step, schema, condition);
  }

  @Override
  public StepOutput expand(PCollection<Emitted<Row>> rows) {
    PCollectionTuple outputs =
        rows.apply(
            ParDo.of(new FilterFn(step, condition))
                .withOutputTags(ROWS, TupleTagList.of(SIDE_OUTPUT)));
    return new StepOutput(schema, outputs.get(ROWS), outputs.get(SIDE_OUTPUT));
  }

  private static final class FilterFn extends DoFn<Emitted<Row>, Emitted<Row>> {
    private final String step;
    private final Condition<Row> condition;

    FilterFn(String step, Condition<Row> condition) {
      this.step = step;
      this.condition = condition;
    }

    @ProcessElement
    public void filter(@Element Emitted<Row> row, MultiOutputReceiver output) {
      boolean passes = condition.test(row.value());
      if (passes) {
        output.get(ROWS).output(row);
      }
      RecordCounts counts =
          RecordCounts.of(step, Outcome.READ, 1)
              .plus(RecordCounts.of(step, Outcome.FILTERED, passes ? 0 : 1));
      output.get(SIDE_OUTPUT).output(new SideOutput(List.of(), counts));
    }
  }
}
