package dev.tidemark.machine;

import dev.tidemark.exact.ExactMean;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.row.KeyedRows;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * Emits the mean of a field over each {@code size} consecutive readings of a key. Windows are
 * numbered from 0; readings without the field are ignored; an incomplete window is not emitted.
 *
 * <p>State and lateness: the state is one sum and a few numbers per key. A missing or duplicate
 * reading shifts the bounds of every later window.
 */
public record CountWindows(
    EventTime eventTime, List<Field> key, long size, Field field, KeyedRows rows)
    implements RowMachine<CountWindows.Window> {

  public CountWindows(EventTime eventTime, List<Field> key, long size, Field field) {
    this(
        eventTime,
        key,
        size,
        field,
        KeyedRows.of(
            key,
            Schema.Field.of("window", FieldType.INT64),
            Schema.Field.of("count", FieldType.INT64),
            Schema.Field.nullable("mean_" + field.name(), FieldType.DOUBLE),
            Schema.Field.of("start", RowTypes.EVENT_TIME),
            Schema.Field.of("end", RowTypes.EVENT_TIME)));
  }

  /**
   * The window that is being filled.
   *
   * @param number windows complete before it
   * @param start event time of its first reading, ns; meaningless while it has none
   */
  public record Window(long number, long start, ExactMean mean) {}

  @Override
  public Window start() {
    return new Window(0, 0, ExactMean.EMPTY);
  }

  @Override
  public Window next(Window window, Reading reading, Consumer<? super Row> outputs) {
    if (!reading.has(field)) {
      return window;
    }
    long now = eventTime.nanos(reading);
    long start = window.mean.count() == 0 ? now : window.start;
    Window filled = new Window(window.number, start, window.mean.plus(reading.number(field)));
    if (filled.mean.count() < size) {
      return filled;
    }
    outputs.accept(row(filled, reading));
    return new Window(window.number + 1, 0, ExactMean.EMPTY);
  }

  @Override
  public void write(Window window, DataOutput out) throws IOException {
    StateFormat.writeNumber(window.number, out);
    out.writeLong(window.start);
    window.mean.writeTo(out);
  }

  @Override
  public Window read(DataInput in) throws IOException {
    return new Window(StateFormat.readNumber(in), in.readLong(), ExactMean.readFrom(in));
  }

  private Row row(Window window, Reading last) {
    return rows.row(
        ReadingKey.of(key, last),
        window.number,
        window.mean.count(),
        window.mean.finite().orElse(null),
        RowTypes.eventTime(window.start),
        RowTypes.eventTime(eventTime.nanos(last)));
  }
}
