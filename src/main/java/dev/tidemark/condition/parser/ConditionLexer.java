package dev.tidemark.condition.parser;

import dev.tidemark.condition.parser.ConditionException.Fault;
import dev.tidemark.condition.parser.Token.Kind;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Splits a condition or an expression into tokens, one at a time. An operator of another language
 * is reported and read as the one it stands for, so that one fault hides no other.
 */
final class ConditionLexer {
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]++(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]++)?");

  static final String NOT_A_NUMBER = " is not a number; numbers are written as 12, -0.5 or 1e-3";

  /** The longest first. */
  private static final List<String> SYMBOLS =
      List.of(
          "==", "<>", "!=", "<=", ">=", "&&", "||", "=", "<", ">", "(", ")", ",", "!", "+", "-",
          "*", "/", "%");

  /** What is written otherwise in SQL. */
  private static final Map<String, String> IN_SQL =
      Map.of("==", "=", "&&", "and", "||", "or", "!", "not");

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

  /** Where the last token ended. */
  int position() {
    return position;
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
    if (first == '\'' || first == '"' || first == '`') {
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
        throw fault(
            start,
            (quote == '`' ? "the name" : "the text") + " that begins here has no closing " + quote);
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
    Token token = new Token(quote == '`' ? Kind.NAME : Kind.TEXT, value.toString(), start);
    if (quote == '"') {
      faults.add(
          new Fault(start, "texts take single quotes: '" + token.brief().replace("'", "''") + "'"));
    }
    return token;
  }

  /** A number, without its sign. */
  private Token number() throws ConditionException {
    int start = position;
    int end = start + 1;
    while (end < text.length() && continuesNumber(end)) {
      end++;
    }
    String number = take(end);
    Token token = new Token(Kind.NUMBER, number, start);
    if (!NUMBER.matcher(number).matches()) {
      throw fault(start, token.shown() + NOT_A_NUMBER);
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
    throw fault(start, "cannot read '" + letter + "'");
  }

  private boolean beginsNumber() {
    char first = text.charAt(position);
    return isDigit(first)
        || (first == '.' && position + 1 < text.length() && isDigit(text.charAt(position + 1)));
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
