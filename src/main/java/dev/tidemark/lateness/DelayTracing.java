package dev.tidemark.lateness;

import dev.tidemark.model.DelayCounts;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.trace.Explanation;
import dev.tidemark.trace.Tracing;
import java.util.Arrays;
import java.util.List;

/** Counts, for each step, which {@code max_delay} the readings that reach it need to be on time. */
public final class DelayTracing implements Tracing {
  /** How many delays are kept before equal ones are added up: a reading may be in many windows. */
  private static final int MAX_BUFFERED = 1 << 16;

  private static final long serialVersionUID = 1;

  @Override
  public List<TraceEvent> trace(String step, Explanation explanation, ReadingColumns readings) {
    Counter counter = new Counter();
    for (int row = 0; row < readings.size(); row++) {
      explanation.neededDelays(readings, row, counter::add);
    }
    DelayCounts counts = counter.counts();
    return counts.distinct() == 0 ? List.of() : List.of(new TraceEvent.Delays(step, counts));
  }

  private static final class Counter {
    private long[] delays = new long[1024];
    private int size;
    private DelayCounts counts = DelayCounts.NONE;

    void add(long delay) {
      if (size == delays.length) {
        if (size == MAX_BUFFERED) {
          addUp();
        } else {
          delays = Arrays.copyOf(delays, 2 * size);
        }
      }
      delays[size++] = delay;
    }

    DelayCounts counts() {
      addUp();
      return counts;
    }

    private void addUp() {
      counts = counts.plus(DelayCounts.of(delays, size));
      size = 0;
    }
  }
}
