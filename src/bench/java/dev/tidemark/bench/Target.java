package dev.tidemark.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What Tidemark is to need at most, as a ratio to another contender.
 *
 * @param wall of wall time at 6 million readings
 * @param largeWall of wall time at 25 million readings
 * @param largeCpu of CPU time at 25 million readings
 */
record Target(
    Question question,
    String contender,
    String against,
    OptionalDouble wall,
    OptionalDouble largeWall,
    OptionalDouble largeCpu) {
  private static final long MEDIUM = 6_000_000;
  private static final long LARGE = 25_000_000;

  /** Those of the benchmark. */
  static final List<Target> ALL =
      List.of(
          of(Question.TUMBLING, "tidemark-spark", "spark-sql", 0.6, 0.4),
          of(Question.SESSIONS, "tidemark-spark", "spark-sql", 0.4, 0.3),
          of(Question.DEDUPLICATED, "tidemark-spark", "spark-sql", 0.6, 0.5),
          of(Question.COUNT_WINDOWS, "tidemark-spark", "spark-sql", 0.55, 0.45),
          of(Question.TUMBLING_REPLAY, "tidemark-spark", "structured-streaming", 0.6, 0.45),
          of(Question.SESSIONS_REPLAY, "tidemark-spark", "structured-streaming", 0.45, 0.35),
          of(Question.TUMBLING, "tidemark-direct", "duckdb", 3.0, 1.6),
          of(Question.TUMBLING, "tidemark-direct", "spark-sql", 0.5, 0.4),
          of(Question.SESSIONS, "tidemark-direct", "spark-sql", 0.5, 0.4),
          of(Question.DEDUPLICATED, "tidemark-direct", "spark-sql", 0.5, 0.4),
          of(Question.COUNT_WINDOWS, "tidemark-direct", "spark-sql", 0.5, 0.4),
          of(Question.MONITOR, "tidemark-spark", "before-spark", 0.45, 0.4),
          new Target(
              Question.MONITOR,
              "tidemark-direct",
              "before-direct",
              OptionalDouble.of(0.15),
              OptionalDouble.empty(),
              OptionalDouble.empty()));

  private static Target of(
      Question question, String contender, String against, double wall, double large) {
    return new Target(
        question,
        contender,
        against,
        OptionalDouble.of(wall),
        OptionalDouble.of(large),
        OptionalDouble.of(large));
  }

  OptionalDouble wall(long rows) {
    return rows < MEDIUM ? OptionalDouble.empty() : rows < LARGE ? wall : largeWall;
  }

  OptionalDouble cpu(long rows) {
    return rows < LARGE ? OptionalDouble.empty() : largeCpu;
  }
}
