package dev.tidemark.machine;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.EventTime;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * Which activity a user is in, and since when: the same activity widens it, another replaces it if
 * it is later than the end. Readings without a label say nothing about it. Puts out the last one.
 *
 * <p>DISCUSSION. The state is one activity a user. A missing reading moves a start or an end, a
 * duplicate changes nothing. Readings out of order are put in order before they get here, so no
 * late one can bring an old activity back; those too late go to the sink {@code late}. Input that
 * never ends has no last activity: the state stays.
 */
public record TrackActivity(EventTime eventTime, Field key)
    implements StateMachine<TrackActivity.Activity, String> {

  /**
   * What a user does.
   *
   * @param key as its first reading has it, null where that is absent
   * @param label empty before a user's first labelled reading
   * @param start event time of its first reading, ns
   * @param end event time of its last reading so far, ns
   */
  public record Activity(String key, String label, long start, long end) implements Serializable {}

  private static final Activity NONE_YET = new Activity("", "", 0, Long.MIN_VALUE);

  @Override
  public Activity start() {
    return NONE_YET;
  }

  @Override
  public Activity next(Activity activity, Reading reading, Consumer<? super String> outputs) {
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
  public void update(Activity before, Activity activity, Consumer<? super String> outputs) {
    if (activity.equals(before)) {
      return;
    }
    outputs.accept(
        JsonRow.of(
            json -> {
              json.writeStringField(key.label(), activity.key);
              json.writeStringField("activity", activity.label);
              json.writeStringField("start", JsonRow.eventTime(activity.start));
              json.writeStringField("end", JsonRow.eventTime(activity.end));
            }));
  }
}
