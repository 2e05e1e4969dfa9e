package dev.tidemark.trace;

import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Traces where a reading was read, and counts the readings with names like its own. */
public final class ReadTracer {
  /** Of other names only some are reported. */
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
      TraceEvent.Roll roll = roll(reading);
      rolls.merge(roll.names(), roll, TraceEvent.Roll::plus);
    }
    if (traced.sees(reading)) {
      traceEvents.add(new TraceEvent.Event(step, reading, file + ", " + unit + " " + offset));
    }
  }

  private static TraceEvent.Roll roll(Reading reading) {
    List<Field> fields = reading.schema().names();
    List<String> values = ReadingId.of(reading).values();
    int last = values.size() - 1;
    boolean isNumbered = fields.get(last).type() == Field.Type.WHOLE;
    long index = isNumbered ? Long.parseLong(values.get(last)) : 0;
    return new TraceEvent.Roll(values.subList(0, last), 1, index, index);
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
