package dev.tidemark.aggregate;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * Aggregates rows, as {@link CombineReadings} aggregates readings. Takes all rows of a bounded
 * input, in the global window, and returns a row for each key and window, whose key has the types
 * that it had; the side output holds the counts of this step.
 */
public final class CombineRows extends PTransform<PCollection<Emitted<Row>>, StepOutput> {
  private final String step;
  private final RowReadings readings;
  private final CombineSpec spec;

  private CombineRows(String step, RowReadings readings, CombineSpec spec) {
    super(step);
    this.step = step;
    this.readings = readings;
    this.spec = spec;
  }

  /**
   * Aggregates rows.
   *
   * @param step the step's name in the record counts
   * @param spec of the rows as readings
   */
  public static CombineRows of(String step, RowReadings readings, CombineSpec spec) {
    return new CombineRows(step, readings, spec);
  }

  /** The schema of the rows that it returns. */
  public static Schema rowSchema(RowReadings readings, CombineSpec spec) {
    Set<String> key = spec.groupBy().stream().map(Field::name).collect(Collectors.toSet());
    return spec.rowSchema().getFields().stream()
        .map(
            field ->
                key.contains(field.getName()) ? readings.rows().getField(field.getName()) : field)
        .collect(Schema.toSchema());
  }

  @Override
  public StepOutput expand(PCollection<Emitted<Row>> rows) {
    StepOutput combined =
        rows.apply("Readings", ParDo.of(new ReadingsFn(readings)))
            .setCoder(ReadingBatchCoder.of(readings.schema()))
            .apply("Combine", CombineReadings.of(step, spec));
    Schema schema = rowSchema(readings, spec);
    return new StepOutput(
        schema,
        combined.rows().apply("Rows", ParDo.of(new RestoreKeyFn(schema))),
        combined.sideOutput());
  }

  /** Gathers rows in batches of readings. */
  private static final class ReadingsFn extends DoFn<Emitted<Row>, ReadingBatch> {
    private final RowReadings readings;
    private transient RowReadings.Appender appender;

    ReadingsFn(RowReadings readings) {
      this.readings = readings;
    }

    @StartBundle
    public void start() {
      appender = readings.to(new ReadingColumnsBuilder(readings.schema(), 0));
    }

    @ProcessElement
    public void add(@Element Emitted<Row> row, OutputReceiver<ReadingBatch> output) {
      appender.add(row.value());
      if (appender.columns().size() == ReadingBatch.FULL) {
        output.output(batch());
        start();
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (appender.columns().size() > 0) {
        context.output(batch(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }

    private ReadingBatch batch() {
      return new ReadingBatch(appender.columns().build(), SideOutput.NOTHING);
    }
  }

  /** Gives the values of the key the types that they had: bounds of windows are ms. */
  private static final class RestoreKeyFn extends DoFn<Emitted<Row>, Emitted<Row>> {
    private final Schema schema;

    RestoreKeyFn(Schema schema) {
      this.schema = schema;
    }

    @ProcessElement
    public void restore(@Element Emitted<Row> row, OutputReceiver<Emitted<Row>> output) {
      List<Object> values = new ArrayList<>(schema.getFieldCount());
      for (int i = 0; i < schema.getFieldCount(); i++) {
        values.add(restored(row.value().getValue(i), schema.getField(i).getType().getTypeName()));
      }
      output.output(row.with(Row.withSchema(schema).attachValues(values)));
    }

    private static Object restored(Object value, TypeName type) {
      if (value instanceof Instant bound && type == TypeName.DATETIME) {
        return org.joda.time.Instant.ofEpochMilli(bound.toEpochMilli());
      }
      return value instanceof Long sum && type == TypeName.DECIMAL
          ? BigDecimal.valueOf(sum)
          : value;
    }
  }
}
