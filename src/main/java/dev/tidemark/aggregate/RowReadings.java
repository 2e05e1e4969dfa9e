package dev.tidemark.aggregate;

import dev.tidemark.condition.Operand;
import dev.tidemark.condition.RowFields;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.values.Row;

/**
 * Rows as readings, so that they can be aggregated again: the fields that hold one value, and an
 * event time. A row arrives when it happened, so none is late.
 *
 * @param rows the schema of the rows
 * @param schema of the readings
 * @param time when a row happened
 */
public record RowReadings(Schema rows, ReadingSchema schema, RowTime time) implements Serializable {
  /**
   * The event time of rows: an instant of theirs less so many ns; always 1970 where it names no
   * field.
   */
  record RowTime(String field, long lessNanos) implements Serializable {}

  private static final String WINDOW_START = "window_start";
  private static final String WINDOW_END = "window_end";
  private static final long NANOS_A_MILLI = 1_000_000L;

  /**
   * Takes rows of a schema for readings.
   *
   * @param timestamp the row's field that is the event time; without it a row that answers a window
   *     happened in the window's last millisecond, and any other one in 1970
   */
  public static RowReadings of(Schema rows, Optional<String> timestamp) {
    RowFields fields = new RowFields(rows);
    ReadingSchema.Builder schema = ReadingSchema.builder();
    for (String name : fields.all()) {
      Field.Type type = fields.byName(name).orElseThrow().type();
      schema.add(name, isSum(rows, name) ? Field.Type.WHOLE : type);
    }
    String eventTime = "event time";
    while (rows.hasField(eventTime)) {
      eventTime += "'";
    }
    ReadingSchema built = schema.carry().add(eventTime, Field.Type.INSTANT, Unit.NONE).build();
    RowTime ofWindow =
        haveWindows(rows) ? new RowTime(WINDOW_END, NANOS_A_MILLI) : new RowTime("", 0);
    return new RowReadings(
        rows,
        built.arrivingAt(built.fields().get(fields.all().size())),
        timestamp.map(field -> new RowTime(field, 0)).orElse(ofWindow));
  }

  /** Whether a field is a sum of whole numbers, which has no bounds by itself. */
  private static boolean isSum(Schema rows, String field) {
    return rows.getField(field).getType().getTypeName() == TypeName.DECIMAL;
  }

  /** The names of the instants that each row has: those that can be its event time. */
  public static List<String> timestamps(Schema rows) {
    RowFields fields = new RowFields(rows);
    return fields.all().stream()
        .filter(name -> fields.byName(name).orElseThrow().type() == Field.Type.INSTANT)
        .filter(name -> !rows.getField(name).getType().getNullable())
        .toList();
  }

  /** Whether rows say which window they answer. */
  public static boolean haveWindows(Schema rows) {
    return timestamps(rows).containsAll(List.of(WINDOW_START, WINDOW_END));
  }

  /** The window that a row answers, as fields of a key; none where rows do not say. */
  public List<Field> window() {
    return haveWindows(rows)
        ? List.of(schema.field(WINDOW_START), schema.field(WINDOW_END))
        : List.of();
  }

  public EventTime eventTime() {
    return new EventTime(schema.arrival().orElseThrow(), Duration.ZERO);
  }

  /** Appends rows to columns. */
  Appender to(ReadingColumnsBuilder columns) {
    RowFields fields = new RowFields(rows);
    List<Operand<Row>> operands = new ArrayList<>();
    fields.all().forEach(name -> operands.add(fields.byName(name).orElseThrow()));
    return new Appender(columns, operands, fields.byName(time.field()), time.lessNanos());
  }

  /** Appends rows, one after the other. */
  record Appender(
      ReadingColumnsBuilder columns,
      List<Operand<Row>> fields,
      Optional<Operand<Row>> time,
      long lessNanos) {

    void add(Row row) {
      columns.begin();
      for (int i = 0; i < fields.size(); i++) {
        Operand<Row> field = fields.get(i);
        if (field.isPresent(row)) {
          switch (field.type()) {
            case TEXT -> columns.setText(i, field.text(row));
            case WHOLE, INSTANT -> columns.setWhole(i, field.whole(row));
            case REAL -> setNumber(i, field, row);
            case BOOLEAN -> columns.setFlag(i, field.truth(row));
          }
        }
      }
      columns.setWhole(fields.size(), time.map(it -> it.whole(row) - lessNanos).orElse(0L));
      columns.end(0);
    }

    private void setNumber(int i, Operand<Row> field, Row row) {
      if (columns.schema().fields().get(i).type() == Field.Type.WHOLE) {
        columns.setWhole(i, whole(field.name(), row.getDecimal(field.name())));
      } else {
        columns.setReal(i, field.real(row));
      }
    }

    private static long whole(String name, BigDecimal sum) {
      if (sum.toBigInteger().bitLength() >= Long.SIZE) {
        throw new IllegalArgumentException(
            "'%s' of a row is %s, which is too large to be aggregated again"
                .formatted(name, sum.toPlainString()));
      }
      return sum.longValueExact();
    }
  }
}
