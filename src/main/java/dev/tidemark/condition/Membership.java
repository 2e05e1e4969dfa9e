package dev.tidemark.condition;

import java.util.Set;

/**
 * Holds if there is a value and it is among the given ones or, negated, if there is one and it is
 * not.
 */
record Membership<T>(Expression<T> expression, Set<Comparable<?>> values, boolean among)
    implements Clause<T> {
  @Override
  public boolean test(T of) {
    Comparable<?> value = expression.evaluate(of);
    return value != null && values.contains(value) == among;
  }

  @Override
  public Clause<T> opposite() {
    return new Membership<>(expression, values, !among);
  }
}
