package dev.tidemark.condition;

/** Holds if a truth value is as stated. */
record Truth<T>(Expression<T> expression, boolean stated) implements Clause<T> {
  @Override
  public boolean test(T of) {
    return expression.evaluate(of) instanceof Boolean truth && truth == stated;
  }

  @Override
  public Clause<T> opposite() {
    return new Truth<>(expression, !stated);
  }
}
