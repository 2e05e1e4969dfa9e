package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import java.util.Optional;

/** The value of a field. */
public final class FieldExpression<T> extends Expression<T> {
  private final Operand<T> operand;

  public FieldExpression(Operand<T> operand) {
    super(operand.type());
    this.operand = operand;
  }

  Operand<T> operand() {
    return operand;
  }

  @Override
  public Unit unit() {
    return operand.unit();
  }

  @Override
  public Optional<String> fieldName() {
    return Optional.of(operand.name());
  }

  @Override
  Comparable<?> evaluate(T of) {
    if (!operand.isPresent(of)) {
      return null;
    }
    return switch (type()) {
      case TEXT -> operand.text(of);
      case WHOLE, INSTANT -> (Long) operand.whole(of);
      case REAL -> (Double) operand.real(of);
      case BOOLEAN -> (Boolean) operand.truth(of);
    };
  }

  @Override
  boolean isPresent(T of) {
    return operand.isPresent(of);
  }

  @Override
  double real(T of) {
    return type() == Field.Type.REAL ? operand.real(of) : super.real(of);
  }
}
