package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import java.io.Serializable;

/** A field of a reading or a row: what expressions are computed from. */
public interface Operand<T> extends Serializable {
  String name();

  Field.Type type();

  /** What a whole number counts that is an instant, since 1970. */
  Unit unit();

  boolean isPresent(T of);

  /** The text, which is present. */
  String text(T of);

  /** The whole number, or the nanoseconds since 1970 of an instant, which is present. */
  long whole(T of);

  /** The real number; NaN where it is absent. */
  double real(T of);

  /** The truth value, which is present. */
  boolean truth(T of);
}
