package dev.tidemark.condition;

import dev.tidemark.model.reading.CodePointOrder;
import dev.tidemark.schema.Field;

/**
 * Holds if both values are present and compare as stated: numbers by their exact values, whether
 * whole or real, others with those of their own type.
 */
record ExpressionComparison<T>(Expression<T> left, Operator operator, Expression<T> right)
    implements Clause<T> {
  /** From here on, doubles exceed every whole number. */
  private static final double BEYOND_WHOLE = 0x1p63;

  @Override
  public boolean test(T of) {
    if (left.type() == Field.Type.REAL && right.type() == Field.Type.REAL) {
      double a = left.real(of);
      double b = right.real(of);
      return !Double.isNaN(a) && !Double.isNaN(b) && operator.holds(Double.compare(a, b));
    }
    Comparable<?> a = left.evaluate(of);
    Comparable<?> b = a == null ? null : right.evaluate(of);
    return b != null && operator.holds(order(a, b));
  }

  private int order(Comparable<?> a, Comparable<?> b) {
    return switch (left.type()) {
      case TEXT -> CodePointOrder.ORDER.compare((String) a, (String) b);
      case BOOLEAN -> Boolean.compare((Boolean) a, (Boolean) b);
      case INSTANT -> Long.compare((Long) a, (Long) b);
      case WHOLE ->
          b instanceof Double real ? exactOrder((Long) a, real) : Long.compare((Long) a, (Long) b);
      case REAL -> -exactOrder((Long) b, (Double) a);
    };
  }

  private static int exactOrder(long whole, double real) {
    if (real >= BEYOND_WHOLE) {
      return -1;
    }
    if (real < -BEYOND_WHOLE) {
      return 1;
    }
    long truncated = (long) real;
    return whole == truncated
        ? Double.compare(0.0, real - truncated + 0.0)
        : Long.compare(whole, truncated);
  }

  @Override
  public Clause<T> opposite() {
    return new ExpressionComparison<>(left, operator.negated(), right);
  }
}
