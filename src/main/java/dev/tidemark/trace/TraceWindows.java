package dev.tidemark.trace;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.TraceEvent.Member;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.row.JsonRow;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Explains which windows a reading belongs to, and for which of them it is in time.
 *
 * @param key the fields by whose values the step groups
 */
public record TraceWindows(EventTime eventTime, WindowingSpec windowing, List<Field> key)
    implements Explanation {
  /** More other keys would not help. */
  private static final int MAX_KEYS = 20;

  @Override
  public List<String> of(Reading reading) {
    List<String> texts = new ArrayList<>();
    String what =
        windowing.windowFn() instanceof WindowFnSpec.Sessions
            ? "its own session window "
            : "window ";
    forEachWindow(
        eventTime.millis(reading),
        window -> texts.add(what + text(window) + ": " + outcome(reading, window)));
    return texts.isEmpty() ? List.of("counted, in the one window of all time") : texts;
  }

  @Override
  public void neededDelays(ReadingColumns readings, int row, LongConsumer delays) {
    forEachWindow(
        eventTime.millis(readings, row),
        window -> delays.accept(readings.clock(row) - window.endMs() + 1));
  }

  @Override
  public List<TraceEvent> members(ExplainedWindow window, ReadingColumns readings) {
    Map<List<String>, List<Member>> members = new LinkedHashMap<>();
    TreeSet<String> keys = new TreeSet<>();
    TreeSet<Long> starts = new TreeSet<>();
    readings.stream()
        .forEach(
            reading -> {
              List<String> values = key.stream().map(field -> text(reading, field)).toList();
              String name = String.join("/", values);
              if (!window.hasKey(name)) {
                addNear(keys, name, window.key());
              } else if (mayHold(window, reading, starts)) {
                members
                    .computeIfAbsent(values, first -> new ArrayList<>())
                    .add(
                        new Member(
                            reading, eventTime.nanos(reading), eventTime.watermark(reading)));
              }
            });
    List<TraceEvent> events = new ArrayList<>();
    members.forEach(
        (values, some) -> events.add(new TraceEvent.Members(window.step(), values, some)));
    List<Long> nearest = new ArrayList<>();
    Optional.ofNullable(starts.lower(window.startMs())).ifPresent(nearest::add);
    Optional.ofNullable(starts.higher(window.startMs())).ifPresent(nearest::add);
    if (!keys.isEmpty() || !nearest.isEmpty()) {
      events.add(new TraceEvent.OtherWindows(window.step(), List.copyOf(keys), nearest));
    }
    return events;
  }

  private static String text(Reading reading, Field field) {
    return reading.value(field).map(Object::toString).orElse("");
  }

  /** Keeps the names next to one, in their order. */
  private static void addNear(NavigableSet<String> names, String name, String near) {
    names.add(name);
    if (names.size() > MAX_KEYS) {
      boolean hasMoreBefore = 2 * names.headSet(near).size() > MAX_KEYS;
      names.remove(hasMoreBefore ? names.first() : names.last());
    }
  }

  /** Whether the window may hold the reading, any one of a session's key; notes others that do. */
  private boolean mayHold(ExplainedWindow window, Reading reading, Set<Long> starts) {
    if (windowing.windowFn() instanceof WindowFnSpec.Sessions) {
      return true;
    }
    TreeSet<Long> own = new TreeSet<>();
    forEachWindow(eventTime.millis(reading), bounds -> own.add(bounds.startMs()));
    starts.addAll(own);
    return own.contains(window.startMs());
  }

  /**
   * Visits the windows of a reading, the latest first: of sessions its own, before it is merged
   * with others; none for the window of all time.
   */
  private void forEachWindow(long millis, Consumer<Bounds> windows) {
    if (windowing.windowFn() instanceof WindowFnSpec.Sliding sliding) {
      long size = sliding.size().toMillis();
      long period = sliding.period().toMillis();
      for (long start = sliding.lastStart(millis); start > millis - size; start -= period) {
        windows.accept(new Bounds(start, start + size));
      }
    } else if (windowing.windowFn() instanceof WindowFnSpec.Sessions sessions) {
      windows.accept(new Bounds(millis, millis + sessions.gap().toMillis()));
    }
  }

  private String outcome(Reading reading, Bounds window) {
    if (!windowing.canExpire()) {
      return "counted";
    }
    long past = eventTime.watermark(reading) - window.endMs();
    Optional<LateReading> tooLate = windowing.tooLate(reading, eventTime, window);
    if (tooLate.isPresent()) {
      return String.format(
          Locale.ROOT,
          "too late, not counted: the watermark was %,d ms past its end, allowed_lateness is %,d"
              + " ms",
          past,
          windowing.allowedLateness().toMillis());
    }
    return past >= 0
        ? String.format(Locale.ROOT, "counted, late: the watermark was %,d ms past its end", past)
        : "counted, on time";
  }

  private static String text(Bounds window) {
    return "["
        + JsonRow.windowBound(window.startMs())
        + ", "
        + JsonRow.windowBound(window.endMs())
        + ")";
  }
}
