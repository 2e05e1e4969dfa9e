package dev.tidemark.condition;

import dev.tidemark.condition.ConditionException.Fault;
import dev.tidemark.condition.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Splits a condition into tokens, one at a time. An operator of another language is reported and
 * read as the one it stands for, so that one fault hides no other.
 */
final class ConditionLexer {
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]++(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");

  /** The longest first. */
  private static final List<String> SYMBOLS =
      List.of("==", "<>", "!=", "<=", ">=", "&&", "||", "=", "<", ">", "(", ")", ",", "!");

  /** What is written otherwise in SQL. */
  private static final Map<String, String> IN_SQL =
      Map.of("==", "=", "&&", "and", "||", "or", "!", "not");

  private static final String ARITHMETIC = "+-*/%";

  private final String text;
  private final List<Fault> faults;
  private int position;

  /**
   * A lexer at the beginning of a text.
   *
   * @param faults takes what is wrong
   */
  ConditionLexer(String text, List<Fault> faults) {
    this.text = text;
    this.faults = faults;
  }

  /**
   * The next token.
   *
   * @throws ConditionException if what comes next is none
   */
  Token next() throws ConditionException {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    if (position == text.length()) {
      return new Token(Kind.END, "", position);
    }
    char first = text.charAt(position);
    if (first == '\'' || first == '"') {
      return quoted(first);
    }
    if (isWordStart(first)) {
      int start = position;
      return new Token(Kind.WORD, take(wordEnd(start)), start);
    }
    return beginsNumber() ? number() : symbol();
  }

  private Token quoted(char quote) throws ConditionException {
    int start = position;
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (true) {
      int end = text.indexOf(quote, at);
      if (end < 0) {
        throw fault(start, "the text that begins here has no closing " + quote);
      }
      value.append(text, at, end);
      at = end + 1;
      if (at == text.length() || text.charAt(at) != quote) {
        break;
      }
      value.append(quote);
      at++;
    }
    position = at;
    Token token = new Token(Kind.TEXT, value.toString(), start);
    if (quote == '"') {
      faults.add(
          new Fault(start, "texts take single quotes: '" + token.brief().replace("'", "''") + "'"));
    }
    return token;
  }

  /** A number; also what begins like one, as -Infinity. */
  private Token number() throws ConditionException {
    int start = position;
    int end = start + 1;
    while (end < text.length() && continuesNumber(end)) {
      end++;
    }
    String number = take(end);
    if (isWordStart(number.charAt(number.length() > 1 && isSign(number.charAt(0)) ? 1 : 0))) {
      return new Token(Kind.WORD, number, start);
    }
    Token token = new Token(Kind.NUMBER, number, start);
    if (!NUMBER.matcher(number).matches()) {
      throw fault(
          start, token.shown() + " is not a number; numbers are written as 12, -0.5 or 1e-3");
    }
    return token;
  }

  private Token symbol() throws ConditionException {
    int start = position;
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, start)) {
        position += symbol.length();
        String inSql = IN_SQL.get(symbol);
        if (inSql != null) {
          faults.add(new Fault(start, "write '" + inSql + "' for '" + symbol + "'"));
        }
        return new Token(Kind.SYMBOL, inSql == null ? symbol : inSql, start);
      }
    }
    String letter = Character.toString(text.codePointAt(start));
    throw fault(
        start,
        ARITHMETIC.contains(letter)
            ? "there is no arithmetic in conditions; found '" + letter + "'"
            : "cannot read '" + letter + "'");
  }

  private boolean beginsNumber() {
    char first = text.charAt(position);
    boolean isFollowed = position + 1 < text.length();
    char second = isFollowed ? text.charAt(position + 1) : ' ';
    return isDigit(first)
        || (first == '.' && isDigit(second))
        || (isSign(first) && (isDigit(second) || second == '.' || isWordStart(second)));
  }

  private boolean continuesNumber(int at) {
    char letter = text.charAt(at);
    char before = text.charAt(at - 1);
    return isDigit(letter)
        || letter == '.'
        || isWordStart(letter)
        || (isSign(letter) && (before == 'e' || before == 'E') && isDigit(text.charAt(at - 2)));
  }

  private int wordEnd(int start) {
    int end = start;
    while (end < text.length() && (isWordStart(text.charAt(end)) || isDigit(text.charAt(end)))) {
      end++;
    }
    return end;
  }

  private String take(int end) {
    String taken = text.substring(position, end);
    position = end;
    return taken;
  }

  private ConditionException fault(int offset, String message) {
    faults.add(new Fault(offset, message));
    return new ConditionException(faults);
  }

  private static boolean isWordStart(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') || letter == '_';
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }

  private static boolean isSign(char letter) {
    return letter == '-' || letter == '+';
  }
}
