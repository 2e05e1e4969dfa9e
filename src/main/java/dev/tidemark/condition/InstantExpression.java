package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;

/** A whole number of a unit since 1970 as an instant; absent where ns do not hold it. */
public final class InstantExpression<T> extends Expression<T> {
  private final Expression<T> count;
  private final Unit unit;

  public InstantExpression(Expression<T> count) {
    super(Field.Type.INSTANT);
    this.count = count;
    this.unit = count.unit();
  }

  @Override
  Comparable<?> evaluate(T of) {
    return count.evaluate(of) instanceof Long whole && unit.holds(whole)
        ? (Comparable<?>) (whole * unit.nanos())
        : null;
  }
}
