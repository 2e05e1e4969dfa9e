package dev.tidemark.condition;

import java.io.Serializable;
import java.util.Optional;

/** A value of one type that each T has or lacks. Never -0.0, NaN or infinite. */
public abstract class Expression<T> implements Serializable {
  private final ValueType type;

  Expression(ValueType type) {
    this.type = type;
  }

  public final ValueType type() {
    return type;
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
