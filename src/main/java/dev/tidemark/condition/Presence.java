package dev.tidemark.condition;

/** Holds if there is a value, or if there is none. */
record Presence<T>(Expression<T> expression, boolean present) implements Clause<T> {
  @Override
  public boolean test(T of) {
    return expression.isPresent(of) == present;
  }

  @Override
  public Clause<T> opposite() {
    return new Presence<>(expression, !present);
  }
}
