package dev.tidemark.pipeline.steps;

/** What flows between two transforms. */
public enum ElementType {
  NOTHING("nothing"),
  READINGS("readings without timestamps"),
  TIMED_READINGS("readings with timestamps"),
  ROWS("rows"),
  ROWS_OR_READINGS("rows or readings"),
  /** Any of them: it cannot be told, as something before is wrong, which is reported already. */
  UNKNOWN("what is not known");

  private final String words;

  ElementType(String words) {
    this.words = words;
  }

  /** Whether a transform that takes this can also take the other. */
  public boolean accepts(ElementType offered) {
    return this == offered
        || offered == UNKNOWN
        || switch (this) {
          case READINGS -> offered == TIMED_READINGS;
          case ROWS_OR_READINGS -> offered != NOTHING;
          case UNKNOWN -> true;
          default -> false;
        };
  }

  @Override
  public String toString() {
    return words;
  }
}
