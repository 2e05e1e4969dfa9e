package dev.tidemark.filter;

import dev.tidemark.model.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads conditions on a reading, in a small part of SQL: comparisons of a field with a literal,
 * {@code IN}, {@code IS NULL}, {@code AND}, {@code OR}, {@code NOT} and parentheses. As in SQL
 * neither a comparison with an absent field holds nor its opposite.
 */
public final class ConditionParser {
  public static final Condition ALWAYS = reading -> true;

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<word>[A-Za-z_][A-Za-z_0-9]*)|(?<text>'(?:[^']|'')*')"
              + "|(?<number>-?[0-9]+(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"
              + "|(?<symbol><>|!=|<=|>=|=|<|>|\\(|\\)|,))");

  private final String text;
  private final List<String> tokens;
  private final List<String> wrongWords = new ArrayList<>();
  private int next;

  private ConditionParser(String text, List<String> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /** What was read is no condition. */
  public static final class NotACondition extends Exception {
    private final List<String> reasons;

    NotACondition(String reason) {
      this(List.of(reason));
    }

    NotACondition(List<String> reasons) {
      super(String.join("\n", reasons));
      this.reasons = reasons;
    }

    /** Every wrong field and literal, and where it stops to be a condition. */
    public List<String> reasons() {
      return reasons;
    }
  }

  /**
   * Reads a condition such as {@code gt in ('walk', 'bike') and x is not null}.
   *
   * @throws NotACondition if it is none
   */
  public static Condition parse(String text) throws NotACondition {
    return new ConditionParser(text, tokens(text)).parse();
  }

  private Condition parse() throws NotACondition {
    Condition condition = disjunction(false);
    if (next < tokens.size()) {
      throw unexpected("the end");
    }
    if (!wrongWords.isEmpty()) {
      throw new NotACondition(wrongWords);
    }
    return condition;
  }

  private static List<String> tokens(String text) throws NotACondition {
    List<String> tokens = new ArrayList<>();
    String rest = text.stripTrailing();
    Matcher matcher = TOKEN.matcher(rest);
    int position = 0;
    while (position < rest.length()) {
      matcher.region(position, rest.length());
      if (!matcher.lookingAt()) {
        throw new NotACondition("cannot read '" + rest.substring(position).strip() + "'");
      }
      tokens.add(matcher.group().strip());
      position = matcher.end();
    }
    return tokens;
  }

  /** Each rule knows whether it stands under a NOT, which so moves down to the comparisons. */
  private Condition disjunction(boolean negated) throws NotACondition {
    Condition left = conjunction(negated);
    while (accept("or")) {
      Condition right = conjunction(negated);
      left = negated ? both(left, right) : either(left, right);
    }
    return left;
  }

  private Condition conjunction(boolean negated) throws NotACondition {
    Condition left = term(negated);
    while (accept("and")) {
      Condition right = term(negated);
      left = negated ? either(left, right) : both(left, right);
    }
    return left;
  }

  private Condition term(boolean negated) throws NotACondition {
    if (accept("not")) {
      return term(!negated);
    }
    if (accept("(")) {
      Condition inner = disjunction(negated);
      expect(")");
      return inner;
    }
    return predicate(field(), negated);
  }

  private Condition predicate(Optional<Field> field, boolean negated) throws NotACondition {
    if (accept("is")) {
      boolean present = accept("not") != negated;
      expect("null");
      return of(field, known -> reading -> known.isPresent(reading) == present);
    }
    if (accept("not")) {
      expect("in");
      return in(field, !negated);
    }
    if (accept("in")) {
      return in(field, negated);
    }
    Optional<Comparison> comparison =
        next < tokens.size() ? Comparison.bySymbol(tokens.get(next)) : Optional.empty();
    if (comparison.isEmpty()) {
      throw unexpected("a comparison, IN or IS");
    }
    next++;
    return compare(field, negated ? comparison.get().negated() : comparison.get());
  }

  private Condition in(Optional<Field> field, boolean negated) throws NotACondition {
    expect("(");
    Condition in = null;
    do {
      Condition one = compare(field, negated ? Comparison.NOT_EQUAL : Comparison.EQUAL);
      in = in == null ? one : negated ? both(in, one) : either(in, one);
    } while (accept(","));
    expect(")");
    return in;
  }

  private static Condition both(Condition left, Condition right) {
    return reading -> left.test(reading) && right.test(reading);
  }

  private static Condition either(Condition left, Condition right) {
    return reading -> left.test(reading) || right.test(reading);
  }

  /** The field; empty, and noted, where there is none of that name. */
  private Optional<Field> field() throws NotACondition {
    String word = take("a field");
    Optional<Field> field = Field.byLabel(word);
    if (field.isEmpty()) {
      wrongWords.add("'" + word + "' is no field; fields are " + String.join(", ", Field.labels()));
    }
    return field;
  }

  private Condition compare(Optional<Field> field, Comparison comparison) throws NotACondition {
    String token = take("a literal");
    return of(
        field,
        known ->
            literal(known, token).map(literal -> comparison.of(known, literal)).orElse(ALWAYS));
  }

  /** A condition on a field; where that is wrong, one to read on with. */
  private static Condition of(Optional<Field> field, Function<Field, Condition> condition) {
    return field.map(condition).orElse(ALWAYS);
  }

  /** The literal; empty, and noted, where the field has no such values. */
  private Optional<Comparable<?>> literal(Field field, String token) {
    boolean quoted = token.startsWith("'");
    if (quoted != (field.type() == Field.Type.TEXT)) {
      wrongWords.add(
          quoted
              ? field.label() + " is a number; " + token + " is a string"
              : field.label() + " is a string; write '" + token + "' in quotes");
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (field.type()) {
            case TEXT -> token.substring(1, token.length() - 1).replace("''", "'");
            case WHOLE -> Long.valueOf(token);
            case REAL -> Double.valueOf(token);
          });
    } catch (NumberFormatException e) {
      wrongWords.add(token + " is no value for " + field.label());
      return Optional.empty();
    }
  }

  private boolean peek(String token) {
    return next < tokens.size() && tokens.get(next).toLowerCase(Locale.ROOT).equals(token);
  }

  private boolean accept(String token) {
    boolean found = peek(token);
    if (found) {
      next++;
    }
    return found;
  }

  private void expect(String token) throws NotACondition {
    if (!accept(token)) {
      throw unexpected("'" + token + "'");
    }
  }

  private String take(String what) throws NotACondition {
    if (next == tokens.size()) {
      throw unexpected(what);
    }
    return tokens.get(next++);
  }

  private NotACondition unexpected(String expected) {
    String found = next < tokens.size() ? "'" + tokens.get(next) + "'" : "the end";
    List<String> reasons = new ArrayList<>(wrongWords);
    reasons.add("expected " + expected + ", found " + found + " in \"" + text + "\"");
    return new NotACondition(reasons);
  }
}
