package dev.tidemark.condition.parser;

import dev.tidemark.condition.Clause;
import dev.tidemark.condition.Expression;

/** What a part of the text was parsed to. */
sealed interface Part<T> {
  /** The offset of its first character. */
  int start();

  /** How many operations are inside one another: testing and serializing them takes stack. */
  int depth();

  /**
   * A value of known type.
   *
   * @param shown the text, for messages
   */
  record Value<T>(int start, String shown, Expression<T> expression, int depth)
      implements Part<T> {}

  /** What holds or does not. */
  record Test<T>(int start, String shown, Clause<T> clause, int depth) implements Part<T> {}

  /** A number, a text, NULL or a word that is no field: what it means depends on its place. */
  record Constant<T>(Token token) implements Part<T> {
    @Override
    public int start() {
      return token.offset();
    }

    @Override
    public int depth() {
      return 0;
    }
  }

  /** What is wrong, and reported. */
  record Wrong<T>(int start) implements Part<T> {
    @Override
    public int depth() {
      return 0;
    }
  }
}
