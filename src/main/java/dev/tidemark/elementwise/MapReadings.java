package dev.tidemark.elementwise;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.ReadingSchema;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Maps readings to readings with other fields. Takes batches of readings with {@link
 * ReadingBatchCoder} and returns such batches of the {@linkplain FieldMapping#derive derived}
 * schema; windows and timestamps stay as they are.
 */
public final class MapReadings
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final FieldMapping mapping;

  private MapReadings(String step, FieldMapping mapping) {
    super(step);
    this.step = step;
    this.mapping = mapping;
  }

  /**
   * Maps the fields of readings.
   *
   * @param step the step's name in the record counts
   */
  public static MapReadings by(String step, FieldMapping mapping) {
    return new MapReadings(step, mapping);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    ReadingSchema schema = ReadingBatchCoder.of(batches).schema();
    return batches
        .apply(ParDo.of(new MapFn(step, mapping, schema)))
        .setCoder(ReadingBatchCoder.of(mapping.derive(schema).schema()));
  }

  private static final class MapFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final FieldMapping mapping;
    private final ReadingSchema schema;
    private transient DerivedSchema derived;

    MapFn(String step, FieldMapping mapping, ReadingSchema schema) {
      this.step = step;
      this.mapping = mapping;
      this.schema = schema;
    }

    @StartBundle
    public void startBundle() {
      derived = mapping.derive(schema);
    }

    @ProcessElement
    public void map(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      RecordCounts counts = RecordCounts.of(step, Outcome.READ, batch.readings().size());
      output.output(
          new ReadingBatch(
              mapping.map(batch.readings(), derived),
              batch.sideOutput().plus(new SideOutput(List.of(), counts)),
              batch.progress()));
    }
  }
}
