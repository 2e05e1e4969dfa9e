package dev.tidemark.filter;

import dev.tidemark.model.CodePoints;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import java.util.Arrays;
import java.util.Optional;

/** A comparison of a field with a literal. */
enum Comparison {
  EQUAL("="),
  NOT_EQUAL("<>"),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  static Optional<Comparison> bySymbol(String symbol) {
    String standard = symbol.equals("!=") ? NOT_EQUAL.symbol : symbol;
    return Arrays.stream(values()).filter(one -> one.symbol.equals(standard)).findFirst();
  }

  Comparison negated() {
    return switch (this) {
      case EQUAL -> NOT_EQUAL;
      case NOT_EQUAL -> EQUAL;
      case LESS -> GREATER_OR_EQUAL;
      case LESS_OR_EQUAL -> GREATER;
      case GREATER -> LESS_OR_EQUAL;
      case GREATER_OR_EQUAL -> LESS;
    };
  }

  /** Holds where the field is present and compares so with the literal, which has its type. */
  Condition of(Field field, Comparable<?> literal) {
    return reading -> field.isPresent(reading) && holds(compare(field, reading, literal));
  }

  private boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  private static int compare(Field field, Reading reading, Comparable<?> literal) {
    return switch (field.type()) {
      case TEXT -> CodePoints.ORDER.compare(field.text(reading).orElseThrow(), (String) literal);
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
