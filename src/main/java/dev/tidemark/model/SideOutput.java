package dev.tidemark.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What steps have set aside so far, and their books: it rides along with the readings.
 *
 * @param notes on the reading that a person asked about, if any
 */
public record SideOutput(List<DeadLetter> deadLetters, RecordCounts books, List<TraceEvent> notes) {

  public static final SideOutput NOTHING = new SideOutput(List.of(), RecordCounts.EMPTY);

  public SideOutput(List<DeadLetter> deadLetters, RecordCounts books) {
    this(deadLetters, books, List.of());
  }

  public static SideOutput of(List<TraceEvent> notes) {
    return new SideOutput(List.of(), RecordCounts.EMPTY, notes);
  }

  public static SideOutput of(RecordCounts books) {
    return new SideOutput(List.of(), books, List.of());
  }

  public SideOutput plus(SideOutput other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new SideOutput(
        both(deadLetters, other.deadLetters), books.plus(other.books), both(notes, other.notes));
  }

  public boolean isEmpty() {
    return deadLetters.isEmpty() && books.isEmpty() && notes.isEmpty();
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
