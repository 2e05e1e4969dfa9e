package dev.tidemark.condition;

import dev.tidemark.schema.Field;

/** Whether a clause holds: true, false, or absent where neither it nor its opposite holds. */
public final class TruthExpression<T> extends Expression<T> {
  private final Clause<T> clause;
  private final Clause<T> opposite;

  public TruthExpression(Clause<T> clause) {
    super(Field.Type.BOOLEAN);
    this.clause = clause;
    this.opposite = clause.opposite();
  }

  @Override
  Comparable<?> evaluate(T of) {
    if (clause.test(of)) {
      return Boolean.TRUE;
    }
    return opposite.test(of) ? Boolean.FALSE : null;
  }
}
