package dev.tidemark.condition.parser;

/**
 * A word, literal or symbol of a condition or an expression.
 *
 * @param text as written; of a {@link Kind#TEXT} or {@link Kind#NAME} what the quotes hold
 * @param offset of its first character
 */
record Token(Kind kind, String text, int offset) {
  private static final int SHOWN = 40;

  enum Kind {
    WORD,
    /** A name in backticks. */
    NAME,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  boolean is(Kind one) {
    return kind == one;
  }

  /** Whether it is this keyword, in any case, or this symbol. */
  boolean is(String keyword) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keyword);
  }

  /** For a message. */
  String shown() {
    return kind == Kind.END ? "the end" : "'" + brief() + "'";
  }

  /** Its beginning, where it is long. */
  String brief() {
    return brief(text);
  }

  /** The beginning of a text, where it is long. */
  static String brief(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
