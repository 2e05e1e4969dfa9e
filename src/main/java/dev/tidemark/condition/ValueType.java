package dev.tidemark.condition;

/** The types of the values that expressions have. */
public enum ValueType {
  TEXT("a string"),
  WHOLE("a number"),
  REAL("a number"),
  BOOLEAN("true or false"),
  /** Nanoseconds since 1970. */
  INSTANT("a time");

  private final String description;

  ValueType(String description) {
    this.description = description;
  }

  public boolean isNumber() {
    return this == WHOLE || this == REAL;
  }

  /** How messages name a value of this type. */
  public String description() {
    return description;
  }
}
