package dev.tidemark.bench;

import java.util.List;
import java.util.Optional;

/**
 * A question over readings of a shape, whose CPU time less start-up is held against that of the
 * same question over the readings of ten users.
 *
 * @param question what is asked
 * @param shape the readings
 * @param heap the heap that it must do with; empty if it has as much as any
 * @param target at most so many times the CPU time for ten users
 */
record GrowthCell(Question question, Shape shape, Optional<String> heap, double target) {
  private static final Optional<String> SMALL_HEAP = Optional.of("1g");

  /** Those of the benchmark. */
  static final List<GrowthCell> ALL =
      List.of(
          new GrowthCell(Question.TUMBLING, Shape.MILLION_USERS, SMALL_HEAP, 4),
          new GrowthCell(Question.DEDUPLICATED, Shape.MILLION_USERS, SMALL_HEAP, 4),
          new GrowthCell(Question.SESSIONS, Shape.MILLION_USERS, SMALL_HEAP, 4),
          new GrowthCell(
              Question.TUMBLING_REPLAY, Shape.HUNDRED_THOUSAND_USERS, Optional.empty(), 4),
          new GrowthCell(
              Question.DEDUPLICATED_REPLAY, Shape.HUNDRED_THOUSAND_USERS, Optional.empty(), 4),
          new GrowthCell(Question.TUMBLING, Shape.YEAR, Optional.empty(), 3),
          new GrowthCell(Question.SLIDING, Shape.YEAR, Optional.empty(), 3),
          new GrowthCell(Question.TUMBLING, Shape.TWENTY_THOUSAND_FILES, Optional.empty(), 1.5),
          new GrowthCell(
              Question.TUMBLING_REPLAY, Shape.TWENTY_THOUSAND_FILES, Optional.empty(), 1.5),
          new GrowthCell(Question.TUMBLING, Shape.ONE_LARGE_USER, Optional.empty(), 1.3),
          new GrowthCell(Question.DEDUPLICATED, Shape.ONE_LARGE_USER, Optional.empty(), 1.3));

  /** How reports and options call it. */
  String id() {
    return question.id() + "-" + shape.id();
  }
}
