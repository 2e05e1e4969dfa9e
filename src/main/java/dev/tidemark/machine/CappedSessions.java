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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * Emits sessions that also close when they are full: before a reading {@code gap} or more after the
 * last, with their {@code most}-th reading, or with the input. Readings without the field are
 * ignored.
 *
 * <p>State and lateness: the state is one session per key: a sum, a count and the distinct
 * activities. A missing reading may split a session, and a duplicate fills it earlier. While input
 * does not end, a key's last session stays open.
 */
public record CappedSessions(
    EventTime eventTime,
    List<Field> key,
    Field activity,
    SessionGap gap,
    long most,
    Field field,
    KeyedRows rows)
    implements RowMachine<CappedSessions.Session> {

  public CappedSessions(
      EventTime eventTime,
      List<Field> key,
      Field activity,
      SessionGap gap,
      long most,
      Field field) {
    this(
        eventTime,
        key,
        activity,
        gap,
        most,
        field,
        KeyedRows.of(
            key,
            Schema.Field.of("start", RowTypes.EVENT_TIME),
            Schema.Field.of("end", RowTypes.EVENT_TIME),
            Schema.Field.of("count", FieldType.INT64),
            Schema.Field.of("activities", FieldType.array(FieldType.STRING)),
            Schema.Field.nullable("mean_" + field.name(), FieldType.DOUBLE),
            Schema.Field.of("closed_by", FieldType.STRING)));
  }

  /**
   * The open session.
   *
   * @param key as its last reading has it
   * @param start event time of its first reading, ns
   * @param last event time of its last reading so far, ns
   * @param activities distinct, in order of first sight
   * @param mean of the field; without numbers before a session's first reading
   */
  public record Session(
      ReadingKey key, long start, long last, List<String> activities, ExactMean mean) {}

  private static final Session NONE =
      new Session(ReadingKey.NONE, 0, 0, List.of(), ExactMean.EMPTY);

  @Override
  public Session start() {
    return NONE;
  }

  @Override
  public Session next(Session session, Reading reading, Consumer<? super Row> outputs) {
    if (!reading.has(field)) {
      return session;
    }
    long now = eventTime.nanos(reading);
    Session open = session;
    if (isOpen(session) && gap.separates(session.last, now)) {
      outputs.accept(row(session, "gap"));
      open = NONE;
    }
    Session wider =
        new Session(
            ReadingKey.of(key, reading),
            isOpen(open) ? open.start : now,
            now,
            withActivity(open.activities, reading),
            open.mean.plus(reading.number(field)));
    if (wider.mean.count() < most) {
      return wider;
    }
    outputs.accept(row(wider, "count"));
    return NONE;
  }

  @Override
  public void end(Session session, Consumer<? super Row> outputs) {
    if (isOpen(session)) {
      outputs.accept(row(session, "end"));
    }
  }

  @Override
  public void write(Session session, DataOutput out) throws IOException {
    StateFormat.writeKey(session.key, out);
    out.writeLong(session.start);
    StateFormat.writeSigned(session.last - session.start, out);
    StateFormat.writeNumber(session.activities.size(), out);
    for (String label : session.activities) {
      StateFormat.writeText(label, out);
    }
    session.mean.writeTo(out);
  }

  @Override
  public Session read(DataInput in) throws IOException {
    ReadingKey known = StateFormat.readKey(in);
    long start = in.readLong();
    long last = start + StateFormat.readSigned(in);
    List<String> activities = new ArrayList<>();
    for (long left = StateFormat.readNumber(in); left > 0; left--) {
      activities.add(StateFormat.readText(in));
    }
    return new Session(known, start, last, List.copyOf(activities), ExactMean.readFrom(in));
  }

  private static boolean isOpen(Session session) {
    return session.mean.count() > 0;
  }

  private List<String> withActivity(List<String> activities, Reading reading) {
    Optional<String> label = reading.text(activity);
    if (label.isEmpty() || activities.contains(label.get())) {
      return activities;
    }
    List<String> more = new ArrayList<>(activities);
    more.add(label.get());
    return List.copyOf(more);
  }

  private Row row(Session session, String closedBy) {
    return rows.row(
        session.key,
        RowTypes.eventTime(session.start),
        RowTypes.eventTime(session.last),
        session.mean.count(),
        session.activities,
        session.mean.finite().orElse(null),
        closedBy);
  }
}
