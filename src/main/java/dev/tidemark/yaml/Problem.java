package dev.tidemark.yaml;

import java.util.Comparator;

/** A problem in a pipeline file, and its position. */
record Problem(Position at, String message) {
  static final Comparator<Problem> BY_POSITION =
      Comparator.comparingInt((Problem problem) -> problem.at.line())
          .thenComparingInt(problem -> problem.at.column());

  String in(String file) {
    return "%s:%d:%d: %s".formatted(file, at.line(), at.column(), message);
  }
}
