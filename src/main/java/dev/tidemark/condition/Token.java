package dev.tidemark.condition;

/**
 * A word, literal or symbol of a condition.
 *
 * @param text as written; of a {@link Kind#TEXT} what the quotes hold
 * @param offset of its first character
 */
record Token(Kind kind, String text, int offset) {
  private static final int SHOWN = 40;

  enum Kind {
    WORD,
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
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
