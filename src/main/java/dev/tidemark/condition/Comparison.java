package dev.tidemark.condition;

import dev.tidemark.model.CodePointOrder;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;

/** Holds if the field is present and compares with the literal, which has its type, as stated. */
record Comparison(Field field, Operator operator, Comparable<?> literal) implements Condition {
  @Override
  public boolean test(Reading reading) {
    return field.isPresent(reading) && operator.holds(order(reading));
  }

  private int order(Reading reading) {
    return switch (field.type()) {
      case TEXT ->
          CodePointOrder.ORDER.compare(field.text(reading).orElseThrow(), (String) literal);
      case WHOLE -> Long.compare(field.whole(reading), (Long) literal);
      // By value: 0.0 and -0.0 are equal in SQL.
      case REAL -> {
        double value = field.real(reading);
        double other = (Double) literal;
        yield value < other ? -1 : value > other ? 1 : 0;
      }
    };
  }
}
