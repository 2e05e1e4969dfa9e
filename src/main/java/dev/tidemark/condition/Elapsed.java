package dev.tidemark.condition;

import dev.tidemark.schema.Field;

/** The seconds from one instant to another. */
public final class Elapsed<T> extends Expression<T> {
  private static final double NANOS_A_SECOND = 1e9;

  private final Expression<T> from;
  private final Expression<T> to;

  public Elapsed(Expression<T> from, Expression<T> to) {
    super(Field.Type.REAL);
    this.from = from;
    this.to = to;
  }

  @Override
  Comparable<?> evaluate(T of) {
    return boxed(real(of));
  }

  @Override
  double real(T of) {
    if (from.evaluate(of) instanceof Long start && to.evaluate(of) instanceof Long end) {
      Long nanos = Arithmetic.Operation.MINUS.of((long) end, (long) start);
      return nanos == null ? Double.NaN : nanos / NANOS_A_SECOND;
    }
    return Double.NaN;
  }
}
