package dev.tidemark.aggregate;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.Reading;
import dev.tidemark.time.WindowFnSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.joda.time.Instant;

/**
 * A bundle's partials by key and session. Overlapping sessions are merged here, before the shuffle,
 * by the rule by which the runner merges those of different bundles after it.
 */
final class SessionPartials implements Partials {
  private final CombineSpec spec;
  private final long gap;
  private final Map<GroupKey, TreeMap<Long, Session>> sessions = new HashMap<>();

  SessionPartials(CombineSpec spec, WindowFnSpec.Sessions windows) {
    this.spec = spec;
    this.gap = windows.gap().toMillis();
  }

  private static final class Session {
    private final Partial partial;
    private long end;

    Session(Partial partial, long end) {
      this.partial = partial;
      this.end = end;
    }
  }

  @Override
  public void add(Reading reading, List<? super LateReading> late) {
    long start = spec.eventTime().millis(reading);
    Optional<LateReading> tooLate =
        spec.windowing().tooLate(reading, spec.eventTime(), new Bounds(start, start + gap));
    if (tooLate.isPresent()) {
      late.add(tooLate.get());
      return;
    }
    GroupKey key = GroupKey.of(reading, spec.groupBy());
    sessionAt(start, sessions.computeIfAbsent(key, fresh -> new TreeMap<>()))
        .partial
        .add(reading, spec.eventTime());
  }

  @Override
  public void forEach(Visitor visitor) {
    sessions.forEach(
        (key, ofKey) ->
            ofKey.forEach(
                (start, session) ->
                    visitor.visit(
                        key,
                        new IntervalWindow(
                            Instant.ofEpochMilli(start), Instant.ofEpochMilli(session.end)),
                        session.partial)));
  }

  /** The session that contains {@code [start, start + gap)}, merged from those that it overlaps. */
  private Session sessionAt(long start, NavigableMap<Long, Session> ofKey) {
    long end = start + gap;
    Map.Entry<Long, Session> before = ofKey.floorEntry(start);
    Session session;
    long sessionStart;
    if (before != null && before.getValue().end > start) {
      sessionStart = before.getKey();
      session = before.getValue();
    } else {
      sessionStart = start;
      session = new Session(spec.start(), end);
      ofKey.put(start, session);
    }
    if (end > session.end) {
      session.end = end;
    }
    Map.Entry<Long, Session> after = ofKey.higherEntry(sessionStart);
    while (after != null && after.getKey() < session.end) {
      session.partial.merge(after.getValue().partial);
      session.end = Math.max(session.end, after.getValue().end);
      ofKey.remove(after.getKey());
      after = ofKey.higherEntry(sessionStart);
    }
    return session;
  }
}
