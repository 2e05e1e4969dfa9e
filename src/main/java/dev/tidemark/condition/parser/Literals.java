package dev.tidemark.condition.parser;

import dev.tidemark.condition.ValueType;
import dev.tidemark.condition.parser.Token.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Literals as values of the type that their place demands. */
final class Literals {
  private static final Set<String> NO_NUMBERS = Set.of("nan", "infinity", "inf");
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private Literals() {}

  /** Whether a word is a number elsewhere, but never the value of a field. */
  static boolean isNoNumber(Token token) {
    return token.is(Kind.WORD) && NO_NUMBERS.contains(token.text().toLowerCase(Locale.ROOT));
  }

  /** The type that a literal has where nothing demands another; it is not NULL. */
  static ValueType type(Token literal) {
    if (literal.is(Kind.TEXT)) {
      return ValueType.TEXT;
    }
    return isWhole(literal.text()) ? ValueType.WHOLE : ValueType.REAL;
  }

  /** The value of a literal that is not {@linkplain #wrong wrong}. */
  static Comparable<?> value(ValueType type, Token literal) {
    return switch (type) {
      case TEXT -> literal.text();
      case WHOLE -> Long.valueOf(literal.text());
      // Adding zero turns -0.0 into 0.0.
      case REAL -> Double.parseDouble(literal.text()) + 0.0;
      case INSTANT -> nanos(literal.text()).orElseThrow();
      case BOOLEAN -> Boolean.valueOf(literal.text());
    };
  }

  /**
   * Why a literal is no value of a type; empty if it is one.
   *
   * @param of what has this type, for the message
   */
  static Optional<String> wrong(ValueType type, String of, Token literal) {
    if (literal.is("null")) {
      return Optional.of("nothing equals NULL; write " + of + " is null");
    }
    return switch (type) {
      case TEXT ->
          unless(
              literal.is(Kind.TEXT),
              of + " is a string; write '" + literal.brief() + "' in single quotes");
      case INSTANT ->
          unless(
              literal.is(Kind.TEXT) && nanos(literal.text()).isPresent(),
              "%s is a time; '%s' is not: times are written as '2015-02-23T13:03:51Z'"
                  .formatted(of, literal.brief()));
      case BOOLEAN ->
          Optional.of("%s is true or false; '%s' is neither".formatted(of, literal.brief()));
      case WHOLE, REAL ->
          literal.is(Kind.TEXT)
              ? Optional.of(of + " is a number; '" + literal.brief() + "' is a string")
              : unless(
                  isNumber(type, literal),
                  literal.brief() + " is no value for " + of + hint(type, of, literal));
    };
  }

  private static Optional<String> unless(boolean right, String message) {
    return right ? Optional.empty() : Optional.of(message);
  }

  private static boolean isNumber(ValueType type, Token literal) {
    return literal.is(Kind.NUMBER)
        && (type == ValueType.WHOLE
            ? isWhole(literal.text())
            : Double.isFinite(Double.parseDouble(literal.text())));
  }

  private static boolean isWhole(String number) {
    try {
      Long.parseLong(number);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String hint(ValueType type, String of, Token literal) {
    String word = literal.text().toLowerCase(Locale.ROOT).replaceFirst("^[-+]", "");
    if (NO_NUMBERS.contains(word)) {
      return word.equals("nan")
          ? "; where it is absent, " + of + " is null"
          : ", which is always finite";
    }
    if (literal.is(Kind.WORD)) {
      return ", which is a number";
    }
    return type == ValueType.WHOLE
        ? ", which holds whole numbers of 64 bits"
        : ": it is out of range";
  }

  /** A time in ISO 8601 with its offset, in ns since 1970; empty where 64 bits do not hold it. */
  private static Optional<Long> nanos(String text) {
    try {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      return Optional.of(
          Math.addExact(
              Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano()));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
