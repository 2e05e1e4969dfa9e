package dev.tidemark.trace;

import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.ReadingColumns;
import java.io.Serializable;
import java.util.List;

/** What a run traces while readings pass through its steps. */
public interface Tracing extends Serializable {
  /** Whether anything is traced. */
  default boolean isOn() {
    return true;
  }

  /** The reading that is traced from its line on. */
  default TracedReading reading() {
    return TracedReading.NOBODY;
  }

  /** What is traced of readings before a step that does with them what the explanation says. */
  List<TraceEvent> trace(String step, Explanation explanation, ReadingColumns readings);

  /** Traces nothing: no step pays for it. */
  static Tracing nothing() {
    return new OfReading(TracedReading.NOBODY);
  }

  /** Traces one reading. */
  static Tracing of(TracedReading reading) {
    return new OfReading(reading);
  }

  /** Traces the readings of one window. */
  static Tracing of(ExplainedWindow window) {
    return new OfWindow(window);
  }

  /** One window. */
  record OfWindow(ExplainedWindow window) implements Tracing {
    @Override
    public List<TraceEvent> trace(String step, Explanation explanation, ReadingColumns readings) {
      return step.equals(window.step()) ? explanation.members(window, readings) : List.of();
    }
  }

  /** One reading, or nobody. */
  record OfReading(TracedReading reading) implements Tracing {
    @Override
    public boolean isOn() {
      return reading.isOn();
    }

    @Override
    public List<TraceEvent> trace(String step, Explanation explanation, ReadingColumns readings) {
      return readings.stream()
          .filter(reading::sees)
          .flatMap(
              seen ->
                  explanation.of(seen).stream()
                      .<TraceEvent>map(text -> new TraceEvent.Event(step, seen, text)))
          .toList();
    }
  }
}
