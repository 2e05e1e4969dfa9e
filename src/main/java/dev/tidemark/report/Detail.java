package dev.tidemark.report;

/**
 * How much a page shows of what can be large. A page that would be too large is made again with
 * less.
 *
 * @param level 0 shows most; each further one half as much
 */
record Detail(int level) {
  static final int LEVELS = 6;

  /** Rectangles in one timeline. */
  int bars() {
    return 1600 >> level;
  }

  /** Users, devices or other keys with a row of their own in one timeline. */
  int lanes() {
    return Math.max(6, 30 >> level);
  }

  /** Devices whose delays are drawn. */
  int devices() {
    return Math.max(2, 16 >> level);
  }

  /** Points of one line. */
  int points() {
    return 500 >> level;
  }

  /** Sinks that are drawn. */
  int sinks() {
    return Math.max(3, 10 >> level);
  }

  /** Characters of the pipeline file. */
  int textLength() {
    return 40_000 >> level;
  }

  /** Names of transforms, sinks, steps and the like in one list. */
  int names() {
    return Math.max(12, 60 >> level);
  }
}
