package dev.tidemark.model;

/**
 * A record that no step counts, with the reason: never dropped, but written to a sink of its kind.
 */
public sealed interface DeadLetter permits MalformedLine, LateReading, DuplicateReading {

  Kind kind();

  /** The kinds of dead letters, each of which has a sink. */
  enum Kind {
    MALFORMED,
    LATE,
    DUPLICATE
  }
}
