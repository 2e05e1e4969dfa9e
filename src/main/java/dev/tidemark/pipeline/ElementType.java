package dev.tidemark.pipeline;

/** What flows between two transforms. */
enum ElementType {
  NOTHING("nothing"),
  READINGS("readings without timestamps"),
  TIMED_READINGS("readings with timestamps"),
  ROWS("rows"),
  /** Any of them: what is given cannot be told, as something before is wrong. */
  UNKNOWN("what is not known");

  private final String words;

  ElementType(String words) {
    this.words = words;
  }

  /** Whether a transform that takes this can take the other as well. */
  boolean accepts(ElementType offered) {
    return this == offered || offered == UNKNOWN || (this == READINGS && offered == TIMED_READINGS);
  }

  @Override
  public String toString() {
    return words;
  }
}
