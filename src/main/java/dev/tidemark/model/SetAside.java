package dev.tidemark.model;

import java.util.ArrayList;
import java.util.List;

/** What steps have set aside so far, and their books: it rides along with the readings. */
public record SetAside(List<DeadLetter> deadLetters, Books books) {

  public static final SetAside NOTHING = new SetAside(List.of(), Books.EMPTY);

  public SetAside plus(SetAside other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    List<DeadLetter> both = new ArrayList<>(deadLetters);
    both.addAll(other.deadLetters);
    return new SetAside(both, books.plus(other.books));
  }

  public boolean isEmpty() {
    return deadLetters.isEmpty() && books.counts().isEmpty();
  }
}
