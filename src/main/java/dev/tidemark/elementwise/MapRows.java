package dev.tidemark.elementwise;

import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.StepOutput;
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
 * Maps rows to rows with other fields. Takes the rows of a step, and returns rows of the
 * {@linkplain RowMapping#derive derived} schema in the same windows; there is no side output.
 */
public final class MapRows extends PTransform<PCollection<Emitted<Row>>, StepOutput> {
  private static final TupleTag<Emitted<Row>> ROWS = new TupleTag<>() {};
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private final Schema schema;
  private final RowMapping mapping;

  private MapRows(String step, Schema schema, RowMapping mapping) {
    super(step);
    this.schema = schema;
    this.mapping = mapping;
  }

  /**
   * Maps the fields of rows.
   *
   * @param schema that of the rows
   */
  public static MapRows by(String step, Schema schema, RowMapping mapping) {
    return new MapRows(step, schema, mapping);
  }

  @Override
  public StepOutput expand(PCollection<Emitted<Row>> rows) {
    Schema derived = mapping.derive(schema);
    PCollectionTuple outputs =
        rows.apply(
            ParDo.of(new MapFn(mapping, derived))
                .withOutputTags(ROWS, TupleTagList.of(SIDE_OUTPUT)));
    return new StepOutput(derived, outputs.get(ROWS), outputs.get(SIDE_OUTPUT));
  }

  private static final class MapFn extends DoFn<Emitted<Row>, Emitted<Row>> {
    private final RowMapping mapping;
    private final Schema derived;

    MapFn(RowMapping mapping, Schema derived) {
      this.mapping = mapping;
      this.derived = derived;
    }

    @ProcessElement
    public void map(@Element Emitted<Row> row, OutputReceiver<Emitted<Row>> output) {
      output.output(row.with(mapping.map(row.value(), derived)));
    }
  }
}
