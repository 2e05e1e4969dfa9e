package dev.tidemark.trace;

import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import java.io.Serializable;
import java.util.List;
import java.util.function.LongConsumer;

/** What a step does with a reading, as far as that follows from the reading alone. */
@FunctionalInterface
public interface Explanation extends Serializable {
  /** A text for each thing that happens to it. */
  List<String> of(Reading reading);

  /**
   * Gives the least {@code max_delay}, in ms, with which a reading is not late for the step, once
   * for each of its windows; 0 or less where it never is. Nothing for a step that finds none late.
   */
  default void neededDelays(ReadingColumns readings, int row, LongConsumer delays) {}

  /** What of readings concerns a window of the step; nothing for a step without windows. */
  default List<TraceEvent> members(ExplainedWindow window, ReadingColumns readings) {
    return List.of();
  }
}
