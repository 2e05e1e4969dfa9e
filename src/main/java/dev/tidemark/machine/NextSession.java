package dev.tidemark.machine;

import dev.tidemark.model.reading.CodePointOrder;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * Emits, at each session after a key's first, what the session before held, and its most frequent
 * activity as a recommendation (of equally frequent ones the first by name; never the label {@code
 * "null"}).
 *
 * <p>State and lateness: the state is one session per key: its bounds and a count for each label. A
 * missing reading may split a session.
 */
public record NextSession(
    EventTime eventTime, List<Field> key, Field activity, SessionGap gap, KeyedRows rows)
    implements RowMachine<NextSession.Session> {

  private static final String NO_ACTIVITY = "null";
  private static final Session NONE = new Session(0, 0, 0, Map.of());
  private static final Schema PREVIOUS =
      Schema.of(
          Schema.Field.of("start", RowTypes.EVENT_TIME),
          Schema.Field.of("end", RowTypes.EVENT_TIME),
          Schema.Field.of("count", FieldType.INT64),
          Schema.Field.of("activities", FieldType.map(FieldType.STRING, FieldType.INT64)));

  public NextSession(EventTime eventTime, List<Field> key, Field activity, SessionGap gap) {
    this(
        eventTime,
        key,
        activity,
        gap,
        KeyedRows.of(
            key,
            Schema.Field.of("session_start", RowTypes.EVENT_TIME),
            Schema.Field.of("previous", FieldType.row(PREVIOUS)),
            Schema.Field.nullable("recommended", FieldType.STRING)));
  }

  /**
   * A session so far.
   *
   * @param start event time of its first reading, ns
   * @param last event time of its last reading so far, ns
   * @param count its readings; 0 before a user's first
   * @param activities labelled readings by label, sorted
   */
  public record Session(long start, long last, long count, Map<String, Long> activities) {}

  @Override
  public Session start() {
    return NONE;
  }

  @Override
  public Session next(Session session, Reading reading, Consumer<? super Row> outputs) {
    long now = eventTime.nanos(reading);
    if (session.count > 0 && !gap.separates(session.last, now)) {
      return new Session(
          session.start, now, session.count + 1, counted(session.activities, reading));
    }
    if (session.count > 0) {
      outputs.accept(row(session, reading));
    }
    return new Session(now, now, 1, counted(NONE.activities, reading));
  }

  @Override
  public void write(Session session, DataOutput out) throws IOException {
    out.writeLong(session.start);
    StateFormat.writeSigned(session.last - session.start, out);
    StateFormat.writeNumber(session.count, out);
    StateFormat.writeNumber(session.activities.size(), out);
    for (Map.Entry<String, Long> labelled : session.activities.entrySet()) {
      StateFormat.writeText(labelled.getKey(), out);
      StateFormat.writeNumber(labelled.getValue(), out);
    }
  }

  @Override
  public Session read(DataInput in) throws IOException {
    long start = in.readLong();
    long last = start + StateFormat.readSigned(in);
    long count = StateFormat.readNumber(in);
    Map<String, Long> activities = new TreeMap<>(CodePointOrder.ORDER);
    for (long left = StateFormat.readNumber(in); left > 0; left--) {
      activities.put(StateFormat.readText(in), StateFormat.readNumber(in));
    }
    return new Session(start, last, count, activities);
  }

  private Map<String, Long> counted(Map<String, Long> activities, Reading reading) {
    if (!reading.has(activity)) {
      return activities;
    }
    Map<String, Long> more = new TreeMap<>(CodePointOrder.ORDER);
    more.putAll(activities);
    more.merge(reading.text(activity).orElseThrow(), 1L, Long::sum);
    return more;
  }

  private Row row(Session previous, Reading first) {
    return rows.row(
        ReadingKey.of(key, first),
        RowTypes.eventTime(eventTime.nanos(first)),
        Row.withSchema(PREVIOUS)
            .attachValues(
                RowTypes.eventTime(previous.start),
                RowTypes.eventTime(previous.last),
                previous.count,
                previous.activities),
        recommended(previous.activities));
  }

  private static String recommended(Map<String, Long> activities) {
    return activities.entrySet().stream()
        .filter(activity -> !activity.getKey().equals(NO_ACTIVITY))
        .max(
            Map.Entry.<String, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(CodePointOrder.ORDER.reversed())))
        .map(Map.Entry::getKey)
        .orElse(null);
  }
}
