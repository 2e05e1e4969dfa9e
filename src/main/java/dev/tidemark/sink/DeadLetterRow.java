package dev.tidemark.sink;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.MalformedLine;

/** The row of a dead letter, and its kind: each kind has a sink of its own. */
record DeadLetterRow(Kind kind, String row) {

  enum Kind {
    MALFORMED,
    LATE,
    DUPLICATE
  }

  static DeadLetterRow of(DeadLetter letter) {
    if (letter instanceof MalformedLine malformed) {
      return new DeadLetterRow(Kind.MALFORMED, DeadLetterRows.of(malformed));
    }
    return letter instanceof LateReading late
        ? new DeadLetterRow(Kind.LATE, DeadLetterRows.of(late))
        : new DeadLetterRow(Kind.DUPLICATE, DeadLetterRows.of((DuplicateReading) letter));
  }
}
