package dev.tidemark.row;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import java.util.ArrayList;
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
 * Makes rows of readings, with the fields that they were read with; absent ones are null. Takes
 * batches of readings; rows and side output stay in their windows.
 */
public final class ReadingRows extends PTransform<PCollection<ReadingBatch>, StepOutput> {
  private static final TupleTag<Emitted<Row>> ROWS = new TupleTag<>() {};
  private static final TupleTag<SideOutput> SIDE_OUTPUT = new TupleTag<>() {};

  private ReadingRows() {}

  public static ReadingRows create() {
    return new ReadingRows();
  }

  @Override
  public StepOutput expand(PCollection<ReadingBatch> batches) {
    Schema schema =
        Schema.of(
            ReadingBatchCoder.of(batches).schema().visibleFields().stream()
                .map(RowTypes::nullable)
                .toArray(Schema.Field[]::new));
    PCollectionTuple outputs =
        batches.apply(
            ParDo.of(new RowFn(schema)).withOutputTags(ROWS, TupleTagList.of(SIDE_OUTPUT)));
    return new StepOutput(schema, outputs.get(ROWS), outputs.get(SIDE_OUTPUT));
  }

  private static final class RowFn extends DoFn<ReadingBatch, Emitted<Row>> {
    private final Schema schema;

    RowFn(Schema schema) {
      this.schema = schema;
    }

    @ProcessElement
    public void rows(@Element ReadingBatch batch, MultiOutputReceiver output) {
      for (Reading reading : batch.readings()) {
        output.get(ROWS).output(Emitted.now(row(reading)));
      }
      output.get(SIDE_OUTPUT).output(batch.sideOutput());
    }

    private Row row(Reading reading) {
      List<Object> values = new ArrayList<>(schema.getFieldCount());
      for (Field field : reading.schema().visibleFields()) {
        values.add(RowTypes.value(field, reading.value(field)));
      }
      return Row.withSchema(schema).attachValues(values);
    }
  }
}
