package dev.tidemark.condition;

import java.util.List;
import java.util.Set;

/**
 * A condition that knows its opposite. As in SQL there are three outcomes: where a value is absent
 * neither the clause nor its opposite may hold.
 */
public interface Clause<T> extends Condition<T> {
  /** The clause that holds where this one is false. */
  Clause<T> opposite();

  /** Compares two values of one type, or two numbers. */
  static <T> Clause<T> compare(Expression<T> left, Operator operator, Expression<T> right) {
    if (left.type() == right.type()) {
      if (left instanceof FieldExpression<T> field && right instanceof Literal<T> literal) {
        return new Comparison<>(field.operand(), operator, literal.value());
      }
      if (left instanceof Literal<T> literal && right instanceof FieldExpression<T> field) {
        return new Comparison<>(field.operand(), operator.mirrored(), literal.value());
      }
    }
    return new ExpressionComparison<>(left, operator, right);
  }

  /** Holds if the value is one of some values of its type. */
  static <T> Clause<T> among(Expression<T> expression, Set<Comparable<?>> values) {
    return new Membership<>(expression, values, true);
  }

  static <T> Clause<T> isAbsent(Expression<T> expression) {
    return new Presence<>(expression, false);
  }

  /**
   * Holds if a text matches a pattern.
   *
   * @param pattern in which {@code %} stands for any text and {@code _} for one character
   */
  static <T> Clause<T> like(Expression<T> text, String pattern) {
    return new Like<>(text, new Like.Pattern(pattern), true);
  }

  /** Holds if a truth value is true. */
  static <T> Clause<T> isTrue(Expression<T> truth) {
    return new Truth<>(truth, true);
  }

  static <T> Clause<T> any(List<Clause<T>> operands) {
    return operands.size() == 1 ? operands.get(0) : new Junction<>(true, operands);
  }

  static <T> Clause<T> all(List<Clause<T>> operands) {
    return operands.size() == 1 ? operands.get(0) : new Junction<>(false, operands);
  }
}
