package dev.tidemark.machine;

import dev.tidemark.exact.ExactMean;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.EventTime;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sessions that are also closed when they are full: before a reading {@code gap} or more after the
 * last, with their reading number {@code most}, or with the input. Readings without the field are
 * passed over.
 *
 * <p>DISCUSSION. The state is one session a user, and of that a sum, a count and the distinct
 * activities, so it stays small however long the input is. A missing reading may split a session, a
 * duplicate fills it earlier. Readings out of order are put in order before they get here, and late
 * ones go to the sink {@code late}. While input never ends a user's last session stays open.
 */
public record CappedSessions(EventTime eventTime, Field key, SessionGap gap, long most, Field field)
    implements StateMachine<CappedSessions.Session, String> {

  /**
   * The open session.
   *
   * @param key as its last reading has it, null where that is absent
   * @param start event time of its first reading, ns
   * @param last event time of its last reading so far, ns
   * @param activities distinct, in order of first sight
   * @param mean of the field; without numbers before a session's first reading
   */
  public record Session(String key, long start, long last, List<String> activities, ExactMean mean)
      implements Serializable {}

  private static final Session NONE = new Session("", 0, 0, List.of(), ExactMean.EMPTY);

  @Override
  public Session start() {
    return NONE;
  }

  @Override
  public Session next(Session session, Reading reading, Consumer<? super String> outputs) {
    if (!field.isPresent(reading)) {
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
            key.text(reading).orElse(null),
            isOpen(open) ? open.start : now,
            now,
            withActivity(open.activities, reading),
            open.mean.plus(field.real(reading)));
    if (wider.mean.count() < most) {
      return wider;
    }
    outputs.accept(row(wider, "count"));
    return NONE;
  }

  @Override
  public void end(Session session, Consumer<? super String> outputs) {
    if (isOpen(session)) {
      outputs.accept(row(session, "end"));
    }
  }

  private static boolean isOpen(Session session) {
    return session.mean.count() > 0;
  }

  private static List<String> withActivity(List<String> activities, Reading reading) {
    if (reading.gt().isEmpty() || activities.contains(reading.gt().get())) {
      return activities;
    }
    List<String> more = new ArrayList<>(activities);
    more.add(reading.gt().get());
    return List.copyOf(more);
  }

  private String row(Session session, String closedBy) {
    return JsonRow.of(
        json -> {
          json.writeStringField(key.label(), session.key);
          json.writeStringField("start", JsonRow.eventTime(session.start));
          json.writeStringField("end", JsonRow.eventTime(session.last));
          json.writeNumberField("count", session.mean.count());
          json.writeArrayFieldStart("activities");
          for (String activity : session.activities) {
            json.writeString(activity);
          }
          json.writeEndArray();
          session.mean.writeTo(json, "mean_" + field.label());
          json.writeStringField("closed_by", closedBy);
        });
  }
}
