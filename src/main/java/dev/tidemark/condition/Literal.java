package dev.tidemark.condition;

import dev.tidemark.schema.Field;

/** A value that is the same for all. */
public final class Literal<T> extends Expression<T> {
  private final Comparable<?> value;

  private Literal(Field.Type type, Comparable<?> value) {
    super(type);
    this.value = value;
  }

  /**
   * A literal.
   *
   * @param value of the type, as {@link Expression#value} has it
   */
  public static <T> Literal<T> of(Field.Type type, Comparable<?> value) {
    return new Literal<>(type, value);
  }

  /** NULL. */
  public static <T> Literal<T> absent(Field.Type type) {
    return new Literal<>(type, null);
  }

  /** The value; null if it is {@linkplain #absent NULL}. */
  Comparable<?> value() {
    return value;
  }

  @Override
  Comparable<?> evaluate(T of) {
    return value;
  }
}
