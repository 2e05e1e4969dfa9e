package dev.tidemark.model;

import java.util.ArrayList;
import java.util.List;

/**
 * What steps have set aside so far, and their books: it rides along with the readings.
 *
 * @param notes on the reading that a person asked about, if any
 */
public record SetAside(List<DeadLetter> deadLetters, Books books, List<Note> notes) {

  public static final SetAside NOTHING = new SetAside(List.of(), Books.EMPTY);

  public SetAside(List<DeadLetter> deadLetters, Books books) {
    this(deadLetters, books, List.of());
  }

  public static SetAside of(List<Note> notes) {
    return new SetAside(List.of(), Books.EMPTY, notes);
  }

  public static SetAside of(Books books) {
    return new SetAside(List.of(), books, List.of());
  }

  public SetAside plus(SetAside other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    return new SetAside(
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
