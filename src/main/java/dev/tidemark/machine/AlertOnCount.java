package dev.tidemark.machine;

import dev.tidemark.condition.Condition;
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
 * Emits one alert per session, at its {@code count}-th reading that meets a condition. All readings
 * of the key make up the session; a gap of {@code gap} or more between two readings ends it.
 *
 * <p>State and lateness: the state is four numbers per key, however long a session is. A missing
 * reading may split a session, and then the count starts again.
 */
public record AlertOnCount(
    EventTime eventTime,
    List<Field> key,
    SessionGap gap,
    long count,
    Condition<Reading> condition,
    KeyedRows rows)
    implements RowMachine<AlertOnCount.Session> {

  public AlertOnCount(
      EventTime eventTime,
      List<Field> key,
      SessionGap gap,
      long count,
      Condition<Reading> condition) {
    this(
        eventTime,
        key,
        gap,
        count,
        condition,
        KeyedRows.of(
            key,
            Schema.Field.of("session_start", RowTypes.EVENT_TIME),
            Schema.Field.of("triggered_at", RowTypes.EVENT_TIME),
            Schema.Field.of("count", FieldType.INT64)));
  }

  /**
   * The session that a key is in.
   *
   * @param start event time of its first reading, ns
   * @param last event time of its last reading so far, ns
   * @param met readings so far that met the condition
   * @param open false before a key's first reading
   */
  public record Session(long start, long last, long met, boolean open) {}

  @Override
  public Session start() {
    return new Session(0, 0, 0, false);
  }

  @Override
  public Session next(Session session, Reading reading, Consumer<? super Row> outputs) {
    long now = eventTime.nanos(reading);
    boolean sameSession = session.open && !gap.separates(session.last, now);
    long start = sameSession ? session.start : now;
    long before = sameSession ? session.met : 0;
    long met = condition.test(reading) ? before + 1 : before;
    if (met == count && before < count) {
      outputs.accept(alert(reading, start));
    }
    return new Session(start, now, met, true);
  }

  @Override
  public void write(Session session, DataOutput out) throws IOException {
    out.writeLong(session.start);
    StateFormat.writeSigned(session.last - session.start, out);
    StateFormat.writeNumber(session.met, out);
    out.writeBoolean(session.open);
  }

  @Override
  public Session read(DataInput in) throws IOException {
    long start = in.readLong();
    long last = start + StateFormat.readSigned(in);
    return new Session(start, last, StateFormat.readNumber(in), in.readBoolean());
  }

  private Row alert(Reading reading, long sessionStart) {
    return rows.row(
        ReadingKey.of(key, reading),
        RowTypes.eventTime(sessionStart),
        RowTypes.eventTime(eventTime.nanos(reading)),
        count);
  }
}
