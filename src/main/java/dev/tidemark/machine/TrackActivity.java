package dev.tidemark.machine;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.row.KeyedRows;
import dev.tidemark.row.RowIdentity;
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
 * Emits which activity a key is in and since when. A reading with the same activity extends it; one
 * with another activity replaces it if it is later than the end. Readings without a label are
 * ignored. Rows call the label {@code activity}, whatever its field is called: the step names what
 * it says of a key, as others do.
 *
 * <p>State and lateness: the state is one activity per key. A missing reading may move a start or
 * an end, and a duplicate changes nothing. In bounded input the last activity is emitted, in a
 * stream each change.
 */
public record TrackActivity(EventTime eventTime, List<Field> key, Field activity, KeyedRows rows)
    implements RowMachine<TrackActivity.Activity> {

  public TrackActivity(EventTime eventTime, List<Field> key, Field activity) {
    this(
        eventTime,
        key,
        activity,
        KeyedRows.of(
            key,
            Schema.Field.of("activity", FieldType.STRING),
            Schema.Field.of("start", RowTypes.EVENT_TIME),
            Schema.Field.of("end", RowTypes.EVENT_TIME)));
  }

  @Override
  public RowIdentity identity() {
    return RowIdentity.ofLast(key);
  }

  /**
   * What a user does.
   *
   * @param key as its first reading has it
   * @param label empty before a user's first labelled reading
   * @param start event time of its first reading, ns
   * @param end event time of its last reading so far, ns
   */
  public record Activity(ReadingKey key, String label, long start, long end) {}

  private static final Activity NONE_YET = new Activity(ReadingKey.NONE, "", 0, Long.MIN_VALUE);

  @Override
  public Activity start() {
    return NONE_YET;
  }

  @Override
  public Activity next(Activity last, Reading reading, Consumer<? super Row> outputs) {
    if (!reading.has(activity)) {
      return last;
    }
    String label = reading.text(activity).orElseThrow();
    long now = eventTime.nanos(reading);
    boolean known = !last.equals(NONE_YET);
    if (known && label.equals(last.label)) {
      return new Activity(last.key, label, Math.min(last.start, now), Math.max(last.end, now));
    }
    return known && now <= last.end
        ? last
        : new Activity(ReadingKey.of(key, reading), label, now, now);
  }

  @Override
  public void update(Activity before, Activity now, Consumer<? super Row> outputs) {
    if (now.equals(before)) {
      return;
    }
    outputs.accept(
        rows.row(now.key, now.label, RowTypes.eventTime(now.start), RowTypes.eventTime(now.end)));
  }

  @Override
  public void write(Activity now, DataOutput out) throws IOException {
    StateFormat.writeKey(now.key, out);
    StateFormat.writeText(now.label, out);
    out.writeLong(now.start);
    StateFormat.writeSigned(now.end - now.start, out);
  }

  @Override
  public Activity read(DataInput in) throws IOException {
    ReadingKey known = StateFormat.readKey(in);
    String label = StateFormat.readText(in);
    long start = in.readLong();
    return new Activity(known, label, start, start + StateFormat.readSigned(in));
  }
}
