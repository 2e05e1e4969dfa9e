package dev.tidemark.trace;

import dev.tidemark.model.LateReading.Bounds;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.TraceEvent.Member;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.SpanText;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a window consists of: its readings, who was late, and when a stream would emit its panes:
 * the same text in whatever order the trace events arrive, on every runner and in every mode.
 */
public final class WindowTrace {
  /** Longer lists are cut in the middle. */
  private static final int MAX_LINES = 20;

  private static final Comparator<Member> IN_ORDER =
      Comparator.comparingLong(Member::nanos)
          .thenComparingLong(member -> member.reading().arrivalTime())
          .thenComparing(Member::reading, Reading.TIES);

  private final ExplainedWindow window;
  private final Duration maxDelay;
  private final WindowingSpec windowing;

  /** By key, as two keys may be written alike. */
  private final Map<List<String>, List<Member>> members =
      new TreeMap<>(Comparator.comparing(Object::toString));

  private final TreeSet<String> otherKeys = new TreeSet<>();
  private final TreeSet<Long> otherStarts = new TreeSet<>();

  /**
   * Starts an empty trace.
   *
   * @param maxDelay that of the step's readings
   * @param windowing that of the step
   */
  public WindowTrace(ExplainedWindow window, Duration maxDelay, WindowingSpec windowing) {
    this.window = window;
    this.maxDelay = maxDelay;
    this.windowing = windowing;
  }

  public void add(TraceEvent event) {
    if (event instanceof TraceEvent.Members some) {
      members.computeIfAbsent(some.key(), first -> new ArrayList<>()).addAll(some.members());
    } else if (event instanceof TraceEvent.OtherWindows others) {
      otherKeys.addAll(others.keys());
      otherStarts.addAll(others.starts());
    }
  }

  /** The trace in lines: a paragraph per key or, without any reading, what there is. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<Member> ofKey : members.values()) {
      ofKey.sort(IN_ORDER);
      bounds(ofKey).ifPresent(bounds -> lines.addAll(paragraph(bounds, ofKey)));
    }
    return lines.isEmpty() ? nothing() : lines;
  }

  /** The window, if it is one: of sessions, as it is when all readings have come. */
  private Optional<Bounds> bounds(List<Member> sorted) {
    if (windowing.windowFn() instanceof WindowFnSpec.Sliding sliding) {
      return Optional.of(
          new Bounds(window.startMs(), window.startMs() + sliding.size().toMillis()));
    }
    Optional<Bounds> session = Optional.empty();
    for (Member member : sorted) {
      if (isTooLate(member, own(member))) {
        continue;
      }
      Bounds own = own(member);
      if (session.isPresent() && own.startMs() < session.get().endMs()) {
        session = Optional.of(new Bounds(session.get().startMs(), own.endMs()));
      } else if (session.filter(found -> found.startMs() == window.startMs()).isPresent()) {
        return session;
      } else {
        session.ifPresent(found -> otherStarts.add(found.startMs()));
        session = Optional.of(own);
      }
    }
    session.ifPresent(last -> otherStarts.add(last.startMs()));
    return session.filter(last -> last.startMs() == window.startMs());
  }

  /** The window by whose end a reading is judged. */
  private Bounds own(Member member) {
    long millis = Math.floorDiv(member.nanos(), 1_000_000L);
    return windowing.windowFn() instanceof WindowFnSpec.Sliding sliding
        ? new Bounds(window.startMs(), window.startMs() + sliding.size().toMillis())
        : new Bounds(millis, millis + windowing.windowFn().length().toMillis());
  }

  private boolean isTooLate(Member member, Bounds own) {
    return windowing.isTooLate(member.watermark(), own.endMs());
  }

  private List<String> paragraph(Bounds bounds, List<Member> ofKey) {
    List<Member> counted = new ArrayList<>();
    List<Member> late = new ArrayList<>();
    List<Member> tooLate = new ArrayList<>();
    for (Member member : ofKey) {
      Bounds own = own(member);
      if (own.startMs() >= bounds.endMs() || own.endMs() <= bounds.startMs()) {
        continue;
      }
      if (isTooLate(member, own)) {
        tooLate.add(member);
        continue;
      }
      counted.add(member);
      if (windowing.canExpire() && member.watermark() >= own.endMs()) {
        late.add(member);
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s [%s, %s)"
            .formatted(
                window.place(),
                windowing.windowFn() instanceof WindowFnSpec.Sessions ? "session" : "window",
                JsonRow.windowBound(bounds.startMs()),
                JsonRow.windowBound(bounds.endMs())));
    lines.add(
        String.format(
            Locale.ROOT,
            "  readings  %,d counted, %,d of them late; %,d too late, not counted",
            counted.size(),
            late.size(),
            tooLate.size()));
    if (!counted.isEmpty()) {
      lines.add("  first     " + text(counted.get(0)));
      lines.add("  last      " + text(counted.get(counted.size() - 1)));
    }
    lines.addAll(listed("late", late, this::textOfLate));
    lines.addAll(listed("too late", tooLate, this::textOfLate));
    lines.addAll(listed("panes", panes(counted), Function.identity()));
    if (!windowing.trigger().early().equals(TriggerSpec.NEVER)) {
      lines.add(
          "            and early ones every %s of the wall clock, while readings come"
              .formatted(SpanText.of(windowing.trigger().early().toMillis())));
    }
    lines.addAll(listed("members", counted, WindowTrace::text));
    return lines;
  }

  private static <T> List<String> listed(String label, List<T> all, Function<T, String> text) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (all.size() > MAX_LINES && i == MAX_LINES / 2) {
        int left = all.size() - MAX_LINES;
        lines.add(String.format(Locale.ROOT, "            ... and %,d more ...", left));
        i += left;
      }
      String start = i == 0 ? label + " ".repeat(10 - label.length()) : " ".repeat(10);
      lines.add("  " + start + text.apply(all.get(i)));
    }
    return lines;
  }

  private static String text(Member member) {
    String name = ReadingId.of(member.reading()).toString();
    return "%s at %s, arrived %s"
        .formatted(
            // A schema need not have fields that name a reading.
            name.isEmpty() ? "a reading" : name,
            JsonRow.eventTime(member.nanos()),
            JsonRow.windowBound(member.reading().arrivalTime()));
  }

  private String textOfLate(Member member) {
    return String.format(
        Locale.ROOT,
        "%s, %,d ms after the watermark reached %s",
        text(member),
        member.watermark() - own(member).endMs(),
        windowing.windowFn() instanceof WindowFnSpec.Sessions
            ? "the end of its own window"
            : "the end");
  }

  /** What a stream emits by the clock of arrivals alone. */
  private List<String> panes(List<Member> counted) {
    Map<Long, List<Member>> arriving = new TreeMap<>();
    for (Member member : counted) {
      arriving.computeIfAbsent(member.watermark(), first -> new ArrayList<>()).add(member);
    }
    List<String> panes = new ArrayList<>();
    List<Part> parts = new ArrayList<>();
    arriving.forEach(
        (watermark, together) -> {
          due(parts, watermark)
              .forEach(part -> panes.add("on time, " + emitted(part, part.bounds.endMs())));
          together.forEach(member -> merge(parts, own(member)));
          due(parts, watermark).forEach(part -> panes.add("late, " + emitted(part, watermark)));
        });
    due(parts, Long.MAX_VALUE)
        .forEach(part -> panes.add("on time, " + emitted(part, part.bounds.endMs())));
    return panes;
  }

  /** The parts whose end the watermark has reached and that hold readings not emitted yet. */
  private static List<Part> due(List<Part> parts, long watermark) {
    return parts.stream()
        .filter(part -> part.fresh > 0 && part.bounds.endMs() <= watermark)
        .sorted(Comparator.comparingLong(part -> part.bounds.endMs()))
        .toList();
  }

  /** Adds a reading; a session is merged from the parts that it touches. */
  private static void merge(List<Part> parts, Bounds own) {
    Part merged = new Part(own, 1, 1);
    for (Part part : List.copyOf(parts)) {
      if (part.bounds.startMs() < own.endMs() && own.startMs() < part.bounds.endMs()) {
        parts.remove(part);
        merged =
            new Part(
                new Bounds(
                    Math.min(part.bounds.startMs(), merged.bounds.startMs()),
                    Math.max(part.bounds.endMs(), merged.bounds.endMs())),
                part.count + merged.count,
                part.fresh + merged.fresh);
      }
    }
    parts.add(merged);
  }

  private String emitted(Part part, long watermark) {
    long readings = windowing.accumulation() == Accumulation.ACCUMULATING ? part.count : part.fresh;
    part.fresh = 0;
    return String.format(
        Locale.ROOT,
        readings == 1
            ? "when arrivals reach %s: %,d reading"
            : "when arrivals reach %s: %,d readings",
        JsonRow.windowBound(watermark + maxDelay.toMillis()),
        readings);
  }

  private List<String> nothing() {
    if (!otherStarts.isEmpty()) {
      List<String> nearest = new ArrayList<>();
      Optional.ofNullable(otherStarts.lower(window.startMs()))
          .ifPresent(start -> nearest.add(JsonRow.windowBound(start)));
      Optional.ofNullable(otherStarts.higher(window.startMs()))
          .ifPresent(start -> nearest.add(JsonRow.windowBound(start)));
      return List.of(
          "%s: no reading is in a window that starts at %s"
              .formatted(window.place(), JsonRow.windowBound(window.startMs())),
          "  the nearest that hold readings start at " + String.join(" and ", nearest));
    }
    if (!members.isEmpty()) {
      return List.of(window.place() + ": all its readings came too late for their windows");
    }
    return List.of(
        window.place() + ": no reading of this key reached " + window.step(),
        otherKeys.isEmpty()
            ? "  no reading reached it at all"
            : "  there are %s%s"
                .formatted(
                    String.join(", ", otherKeys.stream().limit(MAX_LINES).toList()),
                    otherKeys.size() < MAX_LINES ? "" : ", ..."));
  }

  /** A window, or a part of a session that has not merged with others yet. */
  private static final class Part {
    final Bounds bounds;
    final long count;

    /** How many of them no pane has emitted. */
    long fresh;

    Part(Bounds bounds, long count, long fresh) {
      this.bounds = bounds;
      this.count = count;
      this.fresh = fresh;
    }
  }
}
