package dev.tidemark.trace;

import dev.tidemark.model.Reading;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Traces where a reading was read, and counts the readings of its user and of other devices. */
public final class ReadTracer {
  /** Of other users only some names are reported. */
  private static final int MAX_ROLLS = 64;

  private final TracedReading traced;
  private final String step;
  private final List<TraceEvent> traceEvents = new ArrayList<>();
  private final Map<List<String>, TraceEvent.Roll> rolls = new HashMap<>();

  public ReadTracer(TracedReading traced, String step) {
    this.traced = traced;
    this.step = step;
  }

  /** Whether a reading is traced. */
  public boolean isOn() {
    return traced.isOn();
  }

  public void saw(Reading reading, String file, String unit, long offset) {
    if (!traced.isOn()) {
      return;
    }
    if (traced.isNear(reading) || rolls.size() < MAX_ROLLS) {
      long index = reading.index().orElse(0);
      rolls.merge(
          List.of(reading.user(), reading.device()),
          new TraceEvent.Roll(reading.user(), reading.device(), 1, index, index),
          TraceEvent.Roll::plus);
    }
    if (traced.sees(reading)) {
      traceEvents.add(new TraceEvent.Event(step, reading, file + ", " + unit + " " + offset));
    }
  }

  /** Returns the trace events so far, and starts again. */
  public SideOutput take() {
    if (!traced.isOn()) {
      return SideOutput.NOTHING;
    }
    List<TraceEvent> taken = new ArrayList<>(traceEvents);
    taken.addAll(rolls.values());
    traceEvents.clear();
    rolls.clear();
    return SideOutput.of(taken);
  }
}
