package dev.tidemark.condition;

import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds if the field is present and its value is among the given ones or, negated, if it is present
 * and its value is not.
 */
record Membership(Field field, Set<Comparable<?>> values, boolean among) implements Condition {
  Membership {
    Set<Comparable<?>> distinct = new HashSet<>();
    values.forEach(value -> distinct.add(value instanceof Double real ? withoutSign(real) : value));
    values = distinct;
  }

  @Override
  public boolean test(Reading reading) {
    return field.isPresent(reading) && values.contains(value(reading)) == among;
  }

  private Object value(Reading reading) {
    return switch (field.type()) {
      case TEXT -> field.text(reading).orElseThrow();
      case WHOLE -> field.whole(reading);
      case REAL -> withoutSign(field.real(reading));
    };
  }

  /** The number, with 0.0 for -0.0, which is equal to it in SQL. */
  private static Double withoutSign(double real) {
    return real == 0 ? 0.0 : real;
  }
}
