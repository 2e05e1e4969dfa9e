package dev.tidemark.condition.parser;

import dev.tidemark.condition.Arithmetic;
import dev.tidemark.condition.CaseExpression;
import dev.tidemark.condition.CaseExpression.Branch;
import dev.tidemark.condition.Clause;
import dev.tidemark.condition.Condition;
import dev.tidemark.condition.Elapsed;
import dev.tidemark.condition.Expression;
import dev.tidemark.condition.FieldExpression;
import dev.tidemark.condition.InstantExpression;
import dev.tidemark.condition.Literal;
import dev.tidemark.condition.Names;
import dev.tidemark.condition.Operand;
import dev.tidemark.condition.Operator;
import dev.tidemark.condition.TruthExpression;
import dev.tidemark.condition.parser.ConditionException.Fault;
import dev.tidemark.condition.parser.Literals.Expected;
import dev.tidemark.condition.parser.Token.Kind;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.yaml.DidYouMean;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Parses conditions and expressions, in a small part of SQL: comparisons, {@code BETWEEN}, {@code
 * IN}, {@code LIKE}, {@code IS NULL}, {@code AND}, {@code OR}, {@code NOT}, arithmetic, {@code
 * CASE} and parentheses. As in SQL neither a comparison with an absent value holds nor its
 * opposite.
 */
public final class ConditionParser<T> {
  /** How deeply parentheses and cases may be nested: each level takes stack. */
  public static final int MAX_NESTING = 100;

  /** How many operations may be inside one another, as each in 1 + 2 + 3 is: they take stack. */
  public static final int MAX_DEPTH = 300;

  /** How many comparisons a condition may have: a reading may need all of them. */
  public static final int MAX_COMPARISONS = 10_000;

  private static final Set<String> OTHER_PATTERNS = Set.of("ilike", "rlike", "regexp", "similar");

  /** The words that are never names of fields unless in backticks. */
  private static final Set<String> RESERVED = Set.of("not", "null", "true", "false", "case");

  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "or", "in", "is", "between", "like", "when", "then", "else", "end", "not", "null",
          "true", "false", "case");

  private final String text;
  private final Names<T> names;
  private final List<Fault> faults = new ArrayList<>();
  private final ConditionLexer lexer;
  private Token token;

  /** Where the token before ended. */
  private int end;

  private int nesting;
  private int comparisons;

  private ConditionParser(String text, Names<T> names) throws ConditionException {
    this.text = text;
    this.names = names;
    this.lexer = new ConditionLexer(text, faults);
    this.token = lexer.next();
  }

  /**
   * Reads a condition such as {@code gt in ('walk', 'bike') and x is not null}.
   *
   * @throws ConditionException if it is none
   */
  public static <T> Condition<T> parse(String text, Names<T> names) throws ConditionException {
    ConditionParser<T> parser = new ConditionParser<>(text, names);
    Clause<T> clause = parser.clause(parser.disjunction());
    parser.end("AND, OR or the end");
    return clause;
  }

  /**
   * Reads an expression such as {@code case when x > 0 then x * 2 else 0 end}.
   *
   * @throws ConditionException if it is none
   */
  public static <T> Expression<T> expression(String text, Names<T> names)
      throws ConditionException {
    ConditionParser<T> parser = new ConditionParser<>(text, names);
    Optional<Expression<T>> expression = parser.value(parser.disjunction());
    parser.end("an operator or the end");
    return expression.orElseThrow();
  }

  private void end(String expected) throws ConditionException {
    if (!token.is(Kind.END)) {
      throw unexpected(token.is(")") ? "no further ')'" : expected);
    }
    if (!faults.isEmpty()) {
      throw new ConditionException(faults);
    }
  }

  private Part<T> disjunction() throws ConditionException {
    Part<T> first = conjunction();
    return token.is("or") ? junction(first, "or") : first;
  }

  private Part<T> conjunction() throws ConditionException {
    Part<T> first = negation();
    return token.is("and") ? junction(first, "and") : first;
  }

  private Part<T> junction(Part<T> first, String keyword) throws ConditionException {
    boolean any = keyword.equals("or");
    List<Clause<T>> clauses = new ArrayList<>(List.of(clause(first)));
    int depth = first.depth();
    while (accept(keyword)) {
      Part<T> next = any ? conjunction() : negation();
      clauses.add(clause(next));
      depth = Math.max(depth, next.depth());
    }
    return test(first.start(), any ? Clause.any(clauses) : Clause.all(clauses), depth);
  }

  private Part<T> negation() throws ConditionException {
    int start = token.offset();
    boolean isNegated = false;
    boolean isOpposite = false;
    while (accept("not")) {
      isNegated = true;
      isOpposite = !isOpposite;
    }
    Part<T> part = predicate();
    if (!isNegated) {
      return part;
    }
    Clause<T> clause = clause(part);
    return test(start, isOpposite ? clause.opposite() : clause, part.depth());
  }

  private Part<T> predicate() throws ConditionException {
    // What is in parentheses is counted inside.
    if (!token.is("(") && ++comparisons > MAX_COMPARISONS) {
      throw fault(
          token,
          "a condition has at most %,d comparisons; write many values of one field as a list, as in User in ('a', 'b')"
              .formatted(MAX_COMPARISONS));
    }
    Part<T> left = sum();
    if (accept("is")) {
      boolean isPresent = accept("not");
      expect("null");
      return absence(known(left), isPresent);
    }
    Token operator = token;
    Optional<Operator> comparison =
        token.is(Kind.SYMBOL) ? Operator.bySymbol(token.text()) : Optional.empty();
    if (comparison.isPresent()) {
      advance();
      return compare(known(left), operator, comparison.get(), sum());
    }
    boolean isNegated = accept("not");
    operator = token;
    if (accept("in")) {
      return in(known(left), isNegated);
    }
    if (accept("between")) {
      return between(known(left), operator, isNegated);
    }
    if (accept("like")) {
      return like(known(left), operator, isNegated);
    }
    if (token.is(Kind.WORD) && OTHER_PATTERNS.contains(token.text().toLowerCase(Locale.ROOT))) {
      advance();
      String upper = operator.text().toUpperCase(Locale.ROOT);
      report(operator.offset(), "there is no " + upper + "; LIKE has patterns with % and _");
      sum();
      return new Part.Wrong<>(left.start());
    }
    if (isNegated) {
      throw unexpected("BETWEEN, IN or LIKE");
    }
    return left;
  }

  private Part<T> absence(Part<T> of, boolean isPresent) throws ConditionException {
    Optional<Expression<T>> expression = value(of);
    if (expression.isEmpty()) {
      return new Part.Wrong<>(of.start());
    }
    Clause<T> absent = Clause.isAbsent(expression.get());
    return test(of.start(), isPresent ? absent.opposite() : absent, of.depth());
  }

  private Part<T> compare(Part<T> left, Token at, Operator operator, Part<T> right)
      throws ConditionException {
    Optional<Expression<T>> first;
    Optional<Expression<T>> second;
    if (left instanceof Part.Constant<T> constant && !(right instanceof Part.Constant<T>)) {
      second = value(right);
      first = second.flatMap(typed -> literal(Expected.of(typed, shown(right)), constant));
    } else {
      first = value(left);
      second = first.flatMap(typed -> comparable(typed, left, right));
    }
    if (first.isEmpty() || second.isEmpty()) {
      return new Part.Wrong<>(left.start());
    }
    boolean isOrder = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
    if (isOrder && first.get().type() == Field.Type.BOOLEAN) {
      report(at.offset(), "true and false have no order; they compare with = and <>");
    }
    boolean isOfTimes = needInstants(first.get(), second.get());
    return test(
        left.start(),
        isOfTimes
            ? Clause.compare(instant(first.get()), operator, instant(second.get()))
            : Clause.compare(first.get(), operator, second.get()),
        Math.max(left.depth(), right.depth()));
  }

  /** Whether two values are times that only their instants make comparable. */
  private static boolean needInstants(Expression<?> a, Expression<?> b) {
    return isTime(a) && isTime(b) && (a.type() != b.type() || a.unit() != b.unit());
  }

  private static boolean isTime(Expression<?> expression) {
    return expression.type() == Field.Type.INSTANT || expression.unit() != Unit.NONE;
  }

  private static <T> Expression<T> instant(Expression<T> time) {
    return time.type() == Field.Type.INSTANT ? time : new InstantExpression<>(time);
  }

  /** The right side of a comparison. */
  private Optional<Expression<T>> comparable(Expression<T> typed, Part<T> left, Part<T> right) {
    if (right instanceof Part.Constant<T> constant
        && !(isUnknown(constant) && isNameInOtherCase(constant.token()))) {
      return literal(Expected.of(typed, shown(left)), constant);
    }
    Optional<Expression<T>> other = value(right);
    if (other.isPresent()
        && !needInstants(typed, other.get())
        && !isComparable(typed.type(), other.get().type())) {
      report(
          right.start(),
          "%s is %s and %s is %s; they cannot be compared"
              .formatted(
                  shown(left),
                  Literals.description(typed.type()),
                  shown(right),
                  Literals.description(other.get().type())));
      return Optional.empty();
    }
    return other;
  }

  private static boolean isComparable(Field.Type a, Field.Type b) {
    return a == b || (a.isNumber() && b.isNumber());
  }

  private Part<T> in(Part<T> left, boolean isNegated) throws ConditionException {
    expect("(");
    Optional<Expression<T>> expression = value(left);
    Set<Comparable<?>> values = new HashSet<>();
    if (token.is(")")) {
      report(token.offset(), "IN needs at least one value");
    } else {
      do {
        Part<T> element = sum();
        if (element instanceof Part.Constant<T> constant) {
          expression.ifPresent(
              typed -> checked(Expected.of(typed, shown(left)), constant).ifPresent(values::add));
        } else {
          report(
              element.start(),
              "a list holds literals; write %s = %s".formatted(shown(left), shown(element)));
        }
      } while (accept(","));
    }
    expect(")");
    if (expression.isEmpty()) {
      return new Part.Wrong<>(left.start());
    }
    Clause<T> among = Clause.among(expression.get(), values);
    return test(left.start(), isNegated ? among.opposite() : among, left.depth());
  }

  private Part<T> between(Part<T> left, Token at, boolean isNegated) throws ConditionException {
    Part<T> least = sum();
    expect("and");
    Part<T> greatest = sum();
    Part<T> isAtLeast = compare(left, at, Operator.GREATER_OR_EQUAL, least);
    Part<T> isAtMost = compare(left, at, Operator.LESS_OR_EQUAL, greatest);
    if (isAtLeast instanceof Part.Test<T> low && isAtMost instanceof Part.Test<T> high) {
      Clause<T> both = Clause.all(List.of(low.clause(), high.clause()));
      return test(
          left.start(), isNegated ? both.opposite() : both, Math.max(low.depth(), high.depth()));
    }
    return new Part.Wrong<>(left.start());
  }

  private Part<T> like(Part<T> left, Token at, boolean isNegated) throws ConditionException {
    Part<T> pattern = sum();
    Optional<Expression<T>> string = value(left);
    if (string.isPresent() && string.get().type() != Field.Type.TEXT) {
      report(
          at.offset(),
          "LIKE takes a string; %s is %s"
              .formatted(shown(left), Literals.description(string.get().type())));
      string = Optional.empty();
    }
    if (!(pattern instanceof Part.Constant<T> constant && constant.token().is(Kind.TEXT))) {
      report(pattern.start(), "LIKE takes a pattern in single quotes, as in gt like 'stairs%'");
      return new Part.Wrong<>(left.start());
    }
    if (string.isEmpty()) {
      return new Part.Wrong<>(left.start());
    }
    Clause<T> like = Clause.like(string.get(), constant.token().text());
    return test(left.start(), isNegated ? like.opposite() : like, left.depth());
  }

  private Part<T> sum() throws ConditionException {
    Part<T> left = product();
    while (token.is("+") || token.is("-")) {
      left = arithmetic(left, false);
    }
    return left;
  }

  private Part<T> product() throws ConditionException {
    Part<T> left = signed();
    while (token.is("*") || token.is("/") || token.is("%")) {
      left = arithmetic(left, true);
    }
    return left;
  }

  private Part<T> arithmetic(Part<T> left, boolean isProduct) throws ConditionException {
    Token operator = token;
    advance();
    Part<T> right = isProduct ? signed() : product();
    Optional<Expression<T>> a = value(left);
    Optional<Expression<T>> b = value(right);
    int depth = Math.max(left.depth(), right.depth());
    if (a.isPresent() && b.isPresent() && operator.is("-") && isElapsed(a.get(), b.get())) {
      return computed(left.start(), new Elapsed<>(instant(b.get()), instant(a.get())), depth);
    }
    boolean isLeftNumber = isNumber(a, left, operator);
    boolean isRightNumber = isNumber(b, right, operator);
    if (!isLeftNumber || !isRightNumber || a.isEmpty() || b.isEmpty()) {
      return new Part.Wrong<>(left.start());
    }
    return computed(
        left.start(),
        new Arithmetic<>(
            a.get(), Arithmetic.Operation.bySymbol(operator.text()).orElseThrow(), b.get()),
        depth);
  }

  private static boolean isElapsed(Expression<?> a, Expression<?> b) {
    return needInstants(a, b) || (a.type() == Field.Type.INSTANT && b.type() == Field.Type.INSTANT);
  }

  /** Whether a value, if it is one, is a number; reports it if not. */
  private boolean isNumber(Optional<Expression<T>> value, Part<T> part, Token operator) {
    boolean isOther = value.isPresent() && !value.get().type().isNumber();
    if (isOther) {
      report(
          part.start(),
          "'%s' takes numbers; %s is %s"
              .formatted(operator.text(), shown(part), Literals.description(value.get().type())));
    }
    return !isOther;
  }

  private Part<T> signed() throws ConditionException {
    Token sign = token;
    boolean isNegative = false;
    while (accept("-")) {
      isNegative = !isNegative;
    }
    Token number = token;
    if (accept("+")) {
      if (token.is(Kind.NUMBER)) {
        throw fault(number, "'+" + token.brief() + "'" + ConditionLexer.NOT_A_NUMBER);
      }
      if (!Literals.isNoNumber(token)) {
        throw fault(number, "expected a field or a literal, found '+'");
      }
      return constant("+", number.offset());
    }
    if (isNegative && (token.is(Kind.NUMBER) || Literals.isNoNumber(token))) {
      return constant("-", sign.offset());
    }
    Part<T> part = primary();
    if (!isNegative) {
      return part;
    }
    Optional<Expression<T>> positive = value(part);
    if (!isNumber(positive, part, sign) || positive.isEmpty()) {
      return new Part.Wrong<>(sign.offset());
    }
    return computed(
        sign.offset(),
        new Arithmetic<>(
            Literal.of(Field.Type.WHOLE, 0L), Arithmetic.Operation.MINUS, positive.get()),
        part.depth());
  }

  /** The token with its sign. */
  private Part<T> constant(String sign, int offset) throws ConditionException {
    Token unsigned = token;
    advance();
    return new Part.Constant<>(new Token(unsigned.kind(), sign + unsigned.text(), offset));
  }

  private Part<T> primary() throws ConditionException {
    Token first = token;
    if (first.is("(")) {
      nest("parentheses are");
      advance();
      Part<T> inner = disjunction();
      expect(")");
      nesting--;
      return inner;
    }
    if (first.is("case")) {
      nest("cases are");
      advance();
      Part<T> branches = branches(first);
      nesting--;
      return branches;
    }
    if (first.is(Kind.NUMBER) || first.is(Kind.TEXT) || first.is("null")) {
      advance();
      return new Part.Constant<>(first);
    }
    if (first.is("true") || first.is("false")) {
      advance();
      boolean isTrue = first.is("true");
      return new Part.Value<>(
          first.offset(), first.text(), Literal.of(Field.Type.BOOLEAN, isTrue), 0);
    }
    return name();
  }

  private void nest(String what) throws ConditionException {
    if (++nesting > MAX_NESTING) {
      throw fault(token, what + " nested more than " + MAX_NESTING + " deep");
    }
  }

  private Part<T> name() throws ConditionException {
    Token word = token;
    String lower = word.text().toLowerCase(Locale.ROOT);
    boolean isName = word.is(Kind.NAME) || (word.is(Kind.WORD) && !RESERVED.contains(lower));
    Optional<Operand<T>> operand = isName ? names.byName(word.text()) : Optional.empty();
    if (!isName || (operand.isEmpty() && word.is(Kind.WORD) && KEYWORDS.contains(lower))) {
      throw unexpected("a field or a literal");
    }
    advance();
    if (token.is("(") && word.is(Kind.WORD)) {
      throw fault(word, "there are no functions in conditions; found " + word.shown() + " and '('");
    }
    if (operand.isEmpty()) {
      return new Part.Constant<>(word);
    }
    return new Part.Value<>(word.offset(), word.brief(), new FieldExpression<>(operand.get()), 0);
  }

  /** The branches of a case, up to its end. */
  private Part<T> branches(Token start) throws ConditionException {
    List<Clause<T>> conditions = new ArrayList<>();
    List<Part<T>> values = new ArrayList<>();
    int depth = 0;
    expect("when");
    do {
      Part<T> condition = disjunction();
      conditions.add(clause(condition));
      expect("then");
      values.add(disjunction());
      depth = Math.max(depth, condition.depth());
    } while (accept("when"));
    if (accept("else")) {
      conditions.add(always());
      values.add(disjunction());
    }
    expect("end");
    List<Optional<Expression<T>>> typed =
        values.stream()
            .map(part -> isNull(part) ? Optional.<Expression<T>>empty() : value(part))
            .toList();
    Optional<Field.Type> type = commonType(start, values, typed);
    List<Branch<T>> branches = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (type.isEmpty() || (typed.get(i).isEmpty() && !isNull(values.get(i)))) {
        return new Part.Wrong<>(start.offset());
      }
      Expression<T> value = typed.get(i).orElse(Literal.absent(type.get()));
      branches.add(new Branch<>(conditions.get(i), value));
      depth = Math.max(depth, values.get(i).depth());
    }
    return computed(start.offset(), new CaseExpression<>(type.get(), branches), depth);
  }

  /** The type of all values; a value of another is reported. */
  private Optional<Field.Type> commonType(
      Token start, List<Part<T>> values, List<Optional<Expression<T>>> typed) {
    Optional<Field.Type> common = Optional.empty();
    String first = "";
    for (int i = 0; i < values.size(); i++) {
      Optional<Field.Type> type = typed.get(i).map(Expression::type);
      if (type.isPresent() && common.isEmpty()) {
        common = type;
        first = shown(values.get(i));
      } else if (type.isPresent() && !isComparable(common.get(), type.get())) {
        report(
            values.get(i).start(),
            "the values of a case have one type; %s is %s and %s is %s"
                .formatted(
                    first,
                    Literals.description(common.get()),
                    shown(values.get(i)),
                    Literals.description(type.get())));
      } else if (type.isPresent() && type.get() == Field.Type.REAL) {
        common = type;
      }
    }
    if (values.stream().allMatch(ConditionParser::isNull)) {
      report(start.offset(), "a case needs a value other than NULL");
    }
    return common;
  }

  private static boolean isNull(Part<?> part) {
    return part instanceof Part.Constant<?> constant && constant.token().is("null");
  }

  private Part<T> computed(int start, Expression<T> expression, int depthInside)
      throws ConditionException {
    return new Part.Value<>(start, source(start), expression, deeper(depthInside, start));
  }

  private Part<T> test(int start, Clause<T> clause, int depthInside) throws ConditionException {
    return new Part.Test<>(start, source(start), clause, deeper(depthInside, start));
  }

  private int deeper(int depth, int start) throws ConditionException {
    if (depth >= MAX_DEPTH) {
      report(start, "more than " + MAX_DEPTH + " operations are inside one another");
      throw new ConditionException(faults);
    }
    return depth + 1;
  }

  /** The text from an offset to the last token that was read, as messages show it. */
  private String source(int start) {
    return Token.brief(text.substring(start, Math.min(end, start + 100)));
  }

  private String shown(Part<T> part) {
    if (part instanceof Part.Value<T> value) {
      return value.shown();
    }
    if (part instanceof Part.Test<T> test) {
      return test.shown();
    }
    if (part instanceof Part.Constant<T> constant) {
      Token literal = constant.token();
      return literal.is(Kind.TEXT) ? literal.shown() : literal.brief();
    }
    return source(part.start());
  }

  /** The condition that a part is. */
  private Clause<T> clause(Part<T> part) throws ConditionException {
    if (part instanceof Part.Test<T> test) {
      return test.clause();
    }
    if (known(part) instanceof Part.Value<T> value
        && value.expression().type() == Field.Type.BOOLEAN) {
      return Clause.isTrue(value.expression());
    }
    if (part instanceof Part.Wrong<T>) {
      return always();
    }
    throw unexpected("a comparison, BETWEEN, IN, IS or LIKE");
  }

  private Clause<T> always() {
    return Clause.isTrue(Literal.of(Field.Type.BOOLEAN, true));
  }

  /** The part; wrong, and reported, if it is a word that is no field. */
  private Part<T> known(Part<T> part) {
    if (part instanceof Part.Constant<T> constant && isUnknown(constant)) {
      report(constant.start(), notAField(constant.token()));
      return new Part.Wrong<>(part.start());
    }
    return part;
  }

  /** The value that a part is; empty, and reported, if it is none. */
  private Optional<Expression<T>> value(Part<T> part) {
    Part<T> known = known(part);
    if (known instanceof Part.Value<T> value) {
      return Optional.of(value.expression());
    }
    if (known instanceof Part.Test<T> test) {
      return Optional.of(new TruthExpression<>(test.clause()));
    }
    if (isNull(known)) {
      report(known.start(), "NULL is no operand; write is null after what may be absent");
      return Optional.empty();
    }
    return known instanceof Part.Constant<T> constant
        ? literal(new Expected(Literals.type(constant.token()), Unit.NONE, shown(known)), constant)
        : Optional.empty();
  }

  private Optional<Expression<T>> literal(Expected expected, Part.Constant<T> constant) {
    return checked(expected, constant).map(value -> Literal.of(expected.type(), value));
  }

  /** The value of a literal; empty, and reported, where it is not what its place demands. */
  private Optional<Comparable<?>> checked(Expected expected, Part.Constant<T> constant) {
    Optional<String> wrong = Literals.wrong(expected, constant.token());
    wrong.ifPresent(message -> report(constant.start(), message));
    return wrong.isPresent()
        ? Optional.empty()
        : Optional.of(Literals.value(expected, constant.token()));
  }

  private static boolean isUnknown(Part.Constant<?> constant) {
    Token word = constant.token();
    return word.is(Kind.NAME) || (word.is(Kind.WORD) && !word.is("null"));
  }

  private boolean isNameInOtherCase(Token word) {
    return names.all().stream().anyMatch(name -> name.equalsIgnoreCase(word.text()));
  }

  private String notAField(Token word) {
    return "%s is not a field of %s%s"
        .formatted(
            word.shown(), names.owner(), DidYouMean.hint(word.text(), names.all(), "fields"));
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
    end = lexer.position();
    token = lexer.next();
  }

  private void report(int offset, String message) {
    faults.add(new Fault(offset, message));
  }

  private ConditionException unexpected(String expected) {
    return fault(token, "expected " + expected + ", found " + token.shown());
  }

  private ConditionException fault(Token at, String message) {
    report(at.offset(), message);
    return new ConditionException(faults);
  }
}
