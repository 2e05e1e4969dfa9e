package dev.tidemark.condition;

import java.io.Serializable;

/**
 * Holds if there is a text and it matches the pattern or, negated, if there is one that does not.
 */
record Like<T>(Expression<T> text, Pattern pattern, boolean matching) implements Clause<T> {
  @Override
  public boolean test(T of) {
    return text.evaluate(of) instanceof String present && pattern.matches(present) == matching;
  }

  @Override
  public Clause<T> opposite() {
    return new Like<>(text, pattern, !matching);
  }

  /** {@code %} stands for any text, {@code _} for one character. */
  static final class Pattern implements Serializable {
    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;
    private static final int NONE = -3;

    /** Code points, and the two above. */
    private final int[] symbols;

    Pattern(String pattern) {
      this.symbols =
          pattern
              .codePoints()
              .map(letter -> letter == '%' ? ANY_TEXT : letter == '_' ? ANY_CHARACTER : letter)
              .toArray();
    }

    /**
     * Whether the whole text is as the pattern says. Only the last {@code %} is ever tried again,
     * so the time is at most the product of the two lengths.
     */
    boolean matches(String text) {
      int at = 0;
      int symbol = 0;
      int afterAnyText = NONE;
      int resumeAt = 0;
      while (at < text.length()) {
        int letter = text.codePointAt(at);
        int wanted = symbol < symbols.length ? symbols[symbol] : NONE;
        if (wanted == ANY_TEXT) {
          symbol++;
          afterAnyText = symbol;
          resumeAt = at;
        } else if (wanted == letter || wanted == ANY_CHARACTER) {
          symbol++;
          at += Character.charCount(letter);
        } else if (afterAnyText != NONE) {
          symbol = afterAnyText;
          resumeAt += Character.charCount(text.codePointAt(resumeAt));
          at = resumeAt;
        } else {
          return false;
        }
      }
      while (symbol < symbols.length && symbols[symbol] == ANY_TEXT) {
        symbol++;
      }
      return symbol == symbols.length;
    }
  }
}
