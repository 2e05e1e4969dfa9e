package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/**
 * A bundle's partials by key and session. Overlapping sessions are merged here, before the shuffle,
 * by the rule by which the runner merges those of different bundles after it.
 */
final class SessionPartials implements Partials {
  private final CombineSpec spec;
  private final long gap;
  private final GroupTable<SessionsOfKey> keys;
  private int count;

  SessionPartials(CombineSpec spec, WindowFnSpec.Sessions windows) {
    this.spec = spec;
    this.gap = windows.gap().toMillis();
    this.keys = new GroupTable<>(spec.groupBy(), SessionsOfKey::new);
  }

  @Override
  public void add(ReadingColumns readings, List<? super LateReading> late) {
    EventTime eventTime = spec.eventTime();
    for (int row = 0; row < readings.size(); row++) {
      long start = eventTime.millis(readings, row);
      long watermark = eventTime.watermark(readings, row);
      if (spec.windowing().isTooLate(watermark, start + gap)) {
        late.add(
            spec.windowing().late(readings.get(row), watermark, new Bounds(start, start + gap)));
      } else {
        keys.of(readings, row, 0).at(start, start + gap).add(readings, row, eventTime);
      }
    }
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public void merge(WindowPartial other) {
    IntervalWindow window = (IntervalWindow) other.window();
    keys.of(other.key(), 0)
        .at(window.start().getMillis(), window.end().getMillis())
        .merge(other.partial());
  }

  @Override
  public void forEach(Consumer<WindowPartial> visitor) {
    keys.forEach(
        (group, ofKey) ->
            ofKey.sessions.forEach(
                (start, session) ->
                    visitor.accept(
                        new WindowPartial(
                            group.key(),
                            new IntervalWindow(
                                Instant.ofEpochMilli(start), Instant.ofEpochMilli(session.end)),
                            session.partial))));
  }

  private static final class Session {
    private final Partial partial;
    private final long start;
    private long end;

    Session(Partial partial, long start, long end) {
      this.partial = partial;
      this.start = start;
      this.end = end;
    }
  }

  /** The sessions of one key, by start. */
  private final class SessionsOfKey {
    private final NavigableMap<Long, Session> sessions = new TreeMap<>();

    /** The session that was asked for last, which is mostly that of the next reading, too. */
    private Optional<Session> last = Optional.empty();

    /** Where the session after the last one starts. */
    private long startAfterLast;

    /** The partial of the session that contains {@code [start, end)}. */
    Partial at(long start, long end) {
      if (last.isPresent()) {
        Session session = last.get();
        if (start >= session.start && start < session.end && end <= startAfterLast) {
          session.end = Math.max(session.end, end);
          return session.partial;
        }
      }
      Session session = merged(start, end);
      last = Optional.of(session);
      Long after = sessions.higherKey(session.start);
      startAfterLast = after == null ? Long.MAX_VALUE : after;
      return session.partial;
    }

    /** The session that contains {@code [start, end)}, merged from those that it overlaps. */
    private Session merged(long start, long end) {
      Map.Entry<Long, Session> before = sessions.floorEntry(start);
      Session session;
      if (before != null && before.getValue().end > start) {
        session = before.getValue();
      } else {
        session = new Session(spec.start(), start, end);
        sessions.put(start, session);
        count++;
      }
      session.end = Math.max(session.end, end);
      Map.Entry<Long, Session> after = sessions.higherEntry(session.start);
      while (after != null && after.getKey() < session.end) {
        session.partial.merge(after.getValue().partial);
        session.end = Math.max(session.end, after.getValue().end);
        sessions.remove(after.getKey());
        count--;
        after = sessions.higherEntry(session.start);
      }
      return session;
    }
  }
}
