package dev.tidemark.condition;

import dev.tidemark.model.reading.CodePointOrder;

/**
 * Holds if a field is present and compares with the literal, which has its type, as stated. Most
 * conditions are of this form, so it takes the field's value as it is.
 */
record Comparison<T>(Operand<T> operand, Operator operator, Comparable<?> literal)
    implements Clause<T> {
  @Override
  public boolean test(T of) {
    return operand.isPresent(of) && operator.holds(order(of));
  }

  private int order(T of) {
    return switch (operand.type()) {
      case TEXT -> CodePointOrder.ORDER.compare(operand.text(of), (String) literal);
      case WHOLE, INSTANT -> Long.compare(operand.whole(of), (Long) literal);
      // By value: 0.0 and -0.0 are equal in SQL.
      case REAL -> {
        double value = operand.real(of);
        double other = (Double) literal;
        yield value < other ? -1 : value > other ? 1 : 0;
      }
      case BOOLEAN -> Boolean.compare(operand.truth(of), (Boolean) literal);
    };
  }

  @Override
  public Clause<T> opposite() {
    return new Comparison<>(operand, operator.negated(), literal);
  }
}
