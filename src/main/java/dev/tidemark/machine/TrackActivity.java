package dev.tidemark.machine;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.row.RowTypes;
import dev.tidemark.time.EventTime;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;

/**
 * Emits which activity a key is in and since when. A reading with the same activity extends it; one
 * with another activity replaces it if it is later than the end. Readings without a label are
 * ignored.
 *
 * <p>State and lateness: the state is one activity per key. A missing reading may move a start or
 * an end, and a duplicate changes nothing. In bounded input the last activity is emitted, in a
 * stream each change.
 */
public record TrackActivity(EventTime eventTime, Field key, Schema schema)
    implements RowMachine<TrackActivity.Activity> {

  public TrackActivity(EventTime eventTime, Field key) {
    this(
        eventTime,
        key,
        Schema.of(
            RowTypes.nullable(key),
            Schema.Field.of("activity", FieldType.STRING),
            Schema.Field.of("start", RowTypes.EVENT_TIME),
            Schema.Field.of("end", RowTypes.EVENT_TIME)));
  }

  /**
   * What a user does.
   *
   * @param key as its first reading has it, null where that is absent
   * @param label empty before a user's first labelled reading
   * @param start event time of its first reading, ns
   * @param end event time of its last reading so far, ns
   */
  public record Activity(String key, String label, long start, long end) {}

  private static final Activity NONE_YET = new Activity("", "", 0, Long.MIN_VALUE);

  @Override
  public Activity start() {
    return NONE_YET;
  }

  @Override
  public Activity next(Activity activity, Reading reading, Consumer<? super Row> outputs) {
    if (reading.gt().isEmpty()) {
      return activity;
    }
    String label = reading.gt().get();
    long now = eventTime.nanos(reading);
    boolean known = !activity.equals(NONE_YET);
    if (known && label.equals(activity.label)) {
      return new Activity(
          activity.key, label, Math.min(activity.start, now), Math.max(activity.end, now));
    }
    return known && now <= activity.end
        ? activity
        : new Activity(key.text(reading).orElse(null), label, now, now);
  }

  @Override
  public void update(Activity before, Activity activity, Consumer<? super Row> outputs) {
    if (activity.equals(before)) {
      return;
    }
    outputs.accept(
        Row.withSchema(schema)
            .attachValues(
                activity.key,
                activity.label,
                RowTypes.eventTime(activity.start),
                RowTypes.eventTime(activity.end)));
  }

  @Override
  public void write(Activity activity, DataOutput out) throws IOException {
    StateFormat.writeOptional(Optional.ofNullable(activity.key), out);
    StateFormat.writeText(activity.label, out);
    out.writeLong(activity.start);
    StateFormat.writeSigned(activity.end - activity.start, out);
  }

  @Override
  public Activity read(DataInput in) throws IOException {
    String keyText = StateFormat.readOptional(in).orElse(null);
    String label = StateFormat.readText(in);
    long start = in.readLong();
    return new Activity(keyText, label, start, start + StateFormat.readSigned(in));
  }
}
