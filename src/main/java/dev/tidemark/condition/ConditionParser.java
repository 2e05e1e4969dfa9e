package dev.tidemark.condition;

import dev.tidemark.condition.ConditionException.Fault;
import dev.tidemark.condition.Token.Kind;
import dev.tidemark.model.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses conditions on a reading, in a small part of SQL: comparisons of a field with a literal,
 * {@code IN}, {@code IS NULL}, {@code AND}, {@code OR}, {@code NOT} and parentheses. As in SQL
 * neither a comparison with an absent field holds nor its opposite.
 */
public final class ConditionParser {
  public static final Condition ALWAYS = reading -> true;

  /** How deeply parentheses may be nested: each level takes stack. */
  public static final int MAX_NESTING = 100;

  /** How many comparisons a condition may have: a reading may need all of them. */
  public static final int MAX_COMPARISONS = 10_000;

  private static final Set<String> PATTERNS = Set.of("like", "ilike", "rlike", "regexp", "similar");
  private static final Set<String> NO_NUMBERS = Set.of("nan", "infinity", "inf");
  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "is", "null");

  private final List<Fault> faults = new ArrayList<>();
  private final ConditionLexer lexer;
  private Token token;
  private int nesting;
  private int comparisons;

  private ConditionParser(String text) throws ConditionException {
    this.lexer = new ConditionLexer(text, faults);
    this.token = lexer.next();
  }

  /**
   * Reads a condition such as {@code gt in ('walk', 'bike') and x is not null}.
   *
   * @throws ConditionException if it is none
   */
  public static Condition parse(String text) throws ConditionException {
    return new ConditionParser(text).parse();
  }

  private Condition parse() throws ConditionException {
    Condition condition = disjunction(false);
    if (!token.is(Kind.END)) {
      throw unexpected(token.is(")") ? "no further ')'" : "AND, OR or the end");
    }
    if (!faults.isEmpty()) {
      throw new ConditionException(faults);
    }
    return condition;
  }

  /** Each rule is told whether it is negated, so that NOT moves down to the comparisons. */
  private Condition disjunction(boolean negated) throws ConditionException {
    List<Condition> operands = new ArrayList<>();
    do {
      operands.add(conjunction(negated));
    } while (accept("or"));
    return negated ? Junction.all(operands) : Junction.any(operands);
  }

  private Condition conjunction(boolean negated) throws ConditionException {
    List<Condition> operands = new ArrayList<>();
    do {
      operands.add(term(negated));
    } while (accept("and"));
    return negated ? Junction.any(operands) : Junction.all(operands);
  }

  private Condition term(boolean negated) throws ConditionException {
    boolean opposite = negated;
    while (accept("not")) {
      opposite = !opposite;
    }
    Token open = token;
    if (!accept("(")) {
      return predicate(opposite);
    }
    if (++nesting > MAX_NESTING) {
      throw fault(open, "parentheses are nested more than " + MAX_NESTING + " deep");
    }
    Condition inner = disjunction(opposite);
    expect(")");
    nesting--;
    return inner;
  }

  private Condition predicate(boolean negated) throws ConditionException {
    if (++comparisons > MAX_COMPARISONS) {
      throw fault(
          token,
          "a condition has at most %,d comparisons; write many values of one field as a list, as in User in ('a', 'b')"
              .formatted(MAX_COMPARISONS));
    }
    Token word = token;
    Optional<Field> field = field();
    if (accept("is")) {
      boolean present = accept("not") != negated;
      expect("null");
      return field.<Condition>map(known -> new Presence(known, present)).orElse(ALWAYS);
    }
    Token operator = token;
    if (accept("not")) {
      return afterNot(field, word, negated);
    }
    if (accept("in")) {
      return in(field, negated);
    }
    if (isUnsupported()) {
      return unsupported(field, word);
    }
    Optional<Operator> known =
        token.is(Kind.SYMBOL) ? Operator.bySymbol(operator.text()) : Optional.empty();
    if (known.isEmpty()) {
      throw unexpected("a comparison, IN or IS");
    }
    advance();
    return compare(field, negated ? known.get().negated() : known.get());
  }

  private Condition afterNot(Optional<Field> field, Token word, boolean negated)
      throws ConditionException {
    if (isUnsupported()) {
      return unsupported(field, word);
    }
    expect("in");
    return in(field, !negated);
  }

  private Condition in(Optional<Field> field, boolean negated) throws ConditionException {
    expect("(");
    Set<Comparable<?>> values = new HashSet<>();
    if (token.is(")")) {
      faults.add(new Fault(token.offset(), "IN needs at least one value"));
    } else {
      do {
        Token literal = literal();
        field.flatMap(known -> value(known, literal)).ifPresent(values::add);
      } while (accept(","));
    }
    expect(")");
    return field.<Condition>map(known -> new Membership(known, values, !negated)).orElse(ALWAYS);
  }

  private Condition compare(Optional<Field> field, Operator operator) throws ConditionException {
    Token literal = literal();
    return field
        .flatMap(known -> value(known, literal).map(value -> compare(known, operator, value)))
        .orElse(ALWAYS);
  }

  private static Condition compare(Field field, Operator operator, Comparable<?> value) {
    return new Comparison(field, operator, value);
  }

  private boolean isUnsupported() {
    return token.is("between")
        || (token.is(Kind.WORD) && PATTERNS.contains(token.text().toLowerCase(Locale.ROOT)));
  }

  /**
   * Reports what SQL has and a condition does not, and skips it, so that the rest is checked too.
   */
  private Condition unsupported(Optional<Field> field, Token word) throws ConditionException {
    Token keyword = token;
    advance();
    String upper = keyword.text().toUpperCase(Locale.ROOT);
    if (!keyword.is("between")) {
      faults.add(
          new Fault(
              keyword.offset(),
              "there is no " + upper + "; list the values that are meant, as in gt in ('a', 'b')"));
      literal();
      return ALWAYS;
    }
    Token least = literal();
    expect("and");
    Token greatest = literal();
    field.ifPresent(known -> value(known, least));
    field.ifPresent(known -> value(known, greatest));
    faults.add(
        new Fault(
            keyword.offset(),
            "there is no BETWEEN; write %s >= %s and %s <= %s"
                .formatted(word.brief(), inSql(least), word.brief(), inSql(greatest))));
    return ALWAYS;
  }

  private static String inSql(Token literal) {
    return literal.is(Kind.TEXT) ? "'" + literal.brief() + "'" : literal.brief();
  }

  /** The field; empty, and reported, where there is none of that name. */
  private Optional<Field> field() throws ConditionException {
    Token word = token;
    if (!word.is(Kind.WORD) || KEYWORDS.contains(word.text().toLowerCase(Locale.ROOT))) {
      String order = word.is(Kind.NUMBER) || word.is(Kind.TEXT) ? ", which comes first" : "";
      throw unexpected("a field" + order);
    }
    advance();
    if (token.is("(")) {
      throw fault(word, "there are no functions in conditions; found " + word.shown() + " and '('");
    }
    Optional<Field> field = Field.byLabel(word.text());
    if (field.isEmpty()) {
      faults.add(new Fault(word.offset(), notAField(word)));
    }
    return field;
  }

  private static String notAField(Token word) {
    return word.shown()
        + " is not a field of a reading; "
        + Field.labels().stream()
            .filter(label -> label.equalsIgnoreCase(word.text()))
            .findFirst()
            .map(label -> "did you mean '" + label + "'?")
            .orElse("fields are " + String.join(", ", Field.labels()));
  }

  private Token literal() throws ConditionException {
    Token literal = token;
    if (literal.is(Kind.SYMBOL) || literal.is(Kind.END)) {
      throw unexpected("a literal");
    }
    advance();
    return literal;
  }

  /** The value of a literal; empty, and reported, where the field has no such values. */
  private Optional<Comparable<?>> value(Field field, Token literal) {
    Optional<String> wrong = wrong(field, literal);
    if (wrong.isPresent()) {
      faults.add(new Fault(literal.offset(), wrong.get()));
      return Optional.empty();
    }
    return Optional.of(
        switch (field.type()) {
          case TEXT -> literal.text();
          case WHOLE -> Long.valueOf(literal.text());
          case REAL -> Double.valueOf(literal.text());
        });
  }

  private static Optional<String> wrong(Field field, Token literal) {
    if (literal.is("null")) {
      return Optional.of("nothing equals NULL; write " + field.label() + " is null");
    }
    if (literal.is(Kind.WORD) && Field.byLabel(literal.text()).isPresent()) {
      return Optional.of(literal.text() + " is a field; a field is compared with a literal");
    }
    if (field.type() == Field.Type.TEXT) {
      return literal.is(Kind.TEXT)
          ? Optional.empty()
          : Optional.of(
              field.label() + " is a string; write '" + literal.brief() + "' in single quotes");
    }
    if (literal.is(Kind.TEXT)) {
      return Optional.of(field.label() + " is a number; '" + literal.brief() + "' is a string");
    }
    return isValue(field, literal)
        ? Optional.empty()
        : Optional.of(literal.brief() + " is no value for " + field.label() + hint(field, literal));
  }

  private static boolean isValue(Field field, Token literal) {
    if (!literal.is(Kind.NUMBER)) {
      return false;
    }
    if (field.type() == Field.Type.REAL) {
      return Double.isFinite(Double.parseDouble(literal.text()));
    }
    try {
      Long.parseLong(literal.text());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String hint(Field field, Token literal) {
    String word = literal.text().toLowerCase(Locale.ROOT).replaceFirst("^[-+]", "");
    if (NO_NUMBERS.contains(word)) {
      return word.equals("nan")
          ? "; where it is absent, " + field.label() + " is null"
          : ", which is always finite";
    }
    if (literal.is(Kind.WORD)) {
      return ", which is a number";
    }
    return field.type() == Field.Type.WHOLE
        ? ", which holds whole numbers of 64 bits"
        : ": it is out of range";
  }

  private boolean accept(String keyword) throws ConditionException {
    boolean found = token.is(keyword);
    if (found) {
      advance();
    }
    return found;
  }

  private void expect(String keyword) throws ConditionException {
    if (!accept(keyword)) {
      throw unexpected("'" + keyword + "'");
    }
  }

  private void advance() throws ConditionException {
    token = lexer.next();
  }

  private ConditionException unexpected(String expected) {
    return fault(token, "expected " + expected + ", found " + token.shown());
  }

  private ConditionException fault(Token at, String message) {
    faults.add(new Fault(at.offset(), message));
    return new ConditionException(faults);
  }
}
