package dev.tidemark.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What steps emit in addition to their output: dead letters, record counts and trace events. It
 * travels with the readings.
 *
 * @param traceEvents of the reading that is traced, if any
 */
public record SideOutput(
    List<DeadLetter> deadLetters, RecordCounts counts, List<TraceEvent> traceEvents) {

  public static final SideOutput NOTHING = new SideOutput(List.of(), RecordCounts.EMPTY);

  public SideOutput(List<DeadLetter> deadLetters, RecordCounts counts) {
    this(deadLetters, counts, List.of());
  }

  public static SideOutput of(List<TraceEvent> traceEvents) {
    return new SideOutput(List.of(), RecordCounts.EMPTY, traceEvents);
  }

  public static SideOutput of(RecordCounts counts) {
    return new SideOutput(List.of(), counts, List.of());
  }

  public SideOutput plus(SideOutput other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new SideOutput(
        both(deadLetters, other.deadLetters),
        counts.plus(other.counts),
        both(traceEvents, other.traceEvents));
  }

  public boolean isEmpty() {
    return deadLetters.isEmpty() && counts.isEmpty() && traceEvents.isEmpty();
  }

  private static <T> List<T> both(List<T> left, List<T> right) {
    if (right.isEmpty()) {
      return left;
    }
    List<T> both = new ArrayList<>(left);
    both.addAll(right);
    return both;
  }
}
