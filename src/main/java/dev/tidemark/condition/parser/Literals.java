package dev.tidemark.condition.parser;

import dev.tidemark.condition.Expression;
import dev.tidemark.condition.parser.Token.Kind;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Literals as values of the type that their place demands. */
final class Literals {
  private static final Set<String> NO_NUMBERS = Set.of("nan", "infinity", "inf");

  private Literals() {}

  /** Whether a word is a number elsewhere, but never the value of a field. */
  static boolean isNoNumber(Token token) {
    return token.is(Kind.WORD) && NO_NUMBERS.contains(token.text().toLowerCase(Locale.ROOT));
  }

  /** The type that a literal has where nothing demands another; it is not NULL. */
  static Field.Type type(Token literal) {
    if (literal.is(Kind.TEXT)) {
      return Field.Type.TEXT;
    }
    return isWhole(literal.text()) ? Field.Type.WHOLE : Field.Type.REAL;
  }

  /**
   * What the place of a literal demands.
   *
   * @param of what has this type and unit, for messages
   */
  record Expected(Field.Type type, Unit unit, String of) {
    static Expected of(Expression<?> expression, String shown) {
      return new Expected(expression.type(), expression.unit(), shown);
    }
  }

  /** The value of a literal that is not {@linkplain #wrong wrong}. */
  static Comparable<?> value(Expected expected, Token literal) {
    return switch (expected.type()) {
      case TEXT -> literal.text();
      case WHOLE ->
          literal.is(Kind.TEXT)
              ? (Comparable<?>) (nanos(literal).orElseThrow() / expected.unit().nanos())
              : Long.valueOf(literal.text());
      // Adding zero turns -0.0 into 0.0.
      case REAL -> Double.parseDouble(literal.text()) + 0.0;
      case INSTANT -> nanos(literal).orElseThrow();
      case BOOLEAN -> Boolean.valueOf(literal.text());
    };
  }

  /** Why a literal is not the value that its place demands; empty if it is. */
  static Optional<String> wrong(Expected expected, Token literal) {
    String of = expected.of();
    if (literal.is("null")) {
      return Optional.of("nothing equals NULL; write " + of + " is null");
    }
    return switch (expected.type()) {
      case TEXT ->
          unless(
              literal.is(Kind.TEXT),
              of + " is a string; write '" + literal.brief() + "' in single quotes");
      case INSTANT -> wrongTime(expected, literal);
      case BOOLEAN ->
          Optional.of("%s is true or false; '%s' is neither".formatted(of, literal.brief()));
      case WHOLE, REAL ->
          literal.is(Kind.TEXT)
              ? wrongTime(expected, literal)
              : unless(
                  isNumber(expected.type(), literal),
                  literal.brief() + " is no value for " + of + hint(expected, literal));
    };
  }

  /** Why a text is not the time that its place demands, if it demands one. */
  private static Optional<String> wrongTime(Expected expected, Token literal) {
    Unit unit = expected.unit();
    if (expected.type() != Field.Type.INSTANT && unit == Unit.NONE) {
      return Optional.of(expected.of() + " is a number; '" + literal.brief() + "' is a string");
    }
    Optional<Long> nanos = literal.is(Kind.TEXT) ? nanos(literal) : Optional.empty();
    if (nanos.isEmpty()) {
      return Optional.of(
          "%s is a time; '%s' is not: times are written as '2015-02-23T13:03:51Z'"
              .formatted(expected.of(), literal.brief()));
    }
    return unless(
        expected.type() == Field.Type.INSTANT || nanos.get() % unit.nanos() == 0,
        "%s counts whole %s; '%s' lies between two"
            .formatted(expected.of(), unit.label(), literal.brief()));
  }

  private static Optional<String> unless(boolean right, String message) {
    return right ? Optional.empty() : Optional.of(message);
  }

  private static boolean isNumber(Field.Type type, Token literal) {
    return literal.is(Kind.NUMBER)
        && (type == Field.Type.WHOLE
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

  private static String hint(Expected expected, Token literal) {
    String word = literal.text().toLowerCase(Locale.ROOT).replaceFirst("^[-+]", "");
    if (NO_NUMBERS.contains(word)) {
      return word.equals("nan")
          ? "; where it is absent, " + expected.of() + " is null"
          : ", which is always finite";
    }
    if (literal.is(Kind.WORD)) {
      return ", which is a number";
    }
    return expected.type() == Field.Type.WHOLE
        ? ", which holds whole numbers of 64 bits"
        : ": it is out of range";
  }

  /** A time in ns since 1970; empty if it is none, or one that 64 bits do not hold. */
  private static Optional<Long> nanos(Token literal) {
    try {
      OptionalLong nanos = Instants.iso(literal.text());
      return nanos.isPresent() ? Optional.of(nanos.getAsLong()) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** How messages name a value of a type. */
  static String description(Field.Type type) {
    return switch (type) {
      case TEXT -> "a string";
      case WHOLE, REAL -> "a number";
      case BOOLEAN -> "true or false";
      case INSTANT -> "a time";
    };
  }
}
