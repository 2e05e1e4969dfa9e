package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import java.io.Serializable;
import java.util.Optional;

/** A value of one type that each T has or lacks. Never -0.0, NaN or infinite. */
public abstract class Expression<T> implements Serializable {
  private final Field.Type type;

  Expression(Field.Type type) {
    this.type = type;
  }

  public final Field.Type type() {
    return type;
  }

  /** What a whole number counts that is an instant, since 1970; instants themselves are in ns. */
  public Unit unit() {
    return Unit.NONE;
  }

  /** The name of the field whose value it is, if it is nothing else. */
  public Optional<String> fieldName() {
    return Optional.empty();
  }

  /** A String, a Long (also the nanoseconds of an instant), a Double or a Boolean. */
  public final Optional<Comparable<?>> value(T of) {
    return Optional.ofNullable(evaluate(of));
  }

  /** The value; null where it is absent. */
  abstract Comparable<?> evaluate(T of);

  boolean isPresent(T of) {
    return evaluate(of) != null;
  }

  /** The number, rounded to a double; NaN where it is absent. */
  double real(T of) {
    return evaluate(of) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** The number as {@link #evaluate} returns it. */
  static Comparable<?> boxed(double real) {
    return Double.isNaN(real) ? null : (Double) real;
  }
}
