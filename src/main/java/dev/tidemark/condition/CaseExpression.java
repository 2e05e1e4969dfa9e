package dev.tidemark.condition;

import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.List;

/** The value of the first branch whose condition holds; absent if none does. */
public final class CaseExpression<T> extends Expression<T> {
  private final List<Branch<T>> branches;

  /**
   * A case.
   *
   * @param type of all values; real if some of them are whole
   */
  public CaseExpression(Field.Type type, List<Branch<T>> branches) {
    super(type);
    this.branches = List.copyOf(branches);
  }

  /** The value where a condition holds. */
  public record Branch<T>(Condition<T> condition, Expression<T> value) implements Serializable {}

  @Override
  Comparable<?> evaluate(T of) {
    for (Branch<T> branch : branches) {
      if (branch.condition.test(of)) {
        return type() == Field.Type.REAL ? boxed(branch.value.real(of)) : branch.value.evaluate(of);
      }
    }
    return null;
  }
}
