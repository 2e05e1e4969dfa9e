package dev.tidemark.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * The place of a scalar in a file, so that a message can point at a part of it. The value lacks the
 * file's quotes, escapes, indentation and line breaks, but what is left is in the same order in
 * both: so the letters of the value are searched for one by one, except for blanks.
 *
 * @param text of the whole file
 * @param index of the scalar's first character in it, in code points
 */
record ScalarSource(String text, int index, Position at, ScalarStyle style) {

  /** Whether it is written without quotes, on one line or several. */
  boolean isPlain() {
    return style == ScalarStyle.PLAIN;
  }

  /** The positions in the file of characters of the value, by their offsets in it. */
  List<Position> positions(String value, List<Integer> offsets) {
    int last = offsets.stream().mapToInt(Integer::intValue).max().orElse(0);
    Map<Integer, Position> found = new HashMap<>();
    Walk walk = new Walk();
    for (int i = 0; i < Math.min(value.length(), last + 1); i++) {
      char letter = value.charAt(i);
      // An escape stands for a whole surrogate pair: its second half has no place of its own.
      boolean isPassed = Character.isLowSurrogate(letter) && !walk.isAt(letter);
      if (!Character.isWhitespace(letter) && !isPassed) {
        walk.toLetter(letter);
        found.put(i, walk.position());
        walk.pass();
      }
    }
    List<Position> positions = new ArrayList<>();
    offsets.forEach(offset -> positions.add(found.getOrDefault(offset, walk.position())));
    return positions;
  }

  /** A place in the file that moves forward. */
  private final class Walk {
    private int next = text.offsetByCodePoints(0, index);
    private int line = at.line();
    private int column = at.column();

    Walk() {
      switch (style) {
        case SINGLE_QUOTED, DOUBLE_QUOTED -> step();
        case LITERAL, FOLDED -> {
          int header = line;
          while (hasNext() && line == header) {
            step();
          }
        }
        default -> {
          // A plain scalar begins with its first letter.
        }
      }
    }

    Position position() {
      return new Position(line, column);
    }

    boolean isAt(char letter) {
      return hasNext() && text.charAt(next) == letter;
    }

    void toLetter(char letter) {
      while (hasNext() && !isAt(letter) && isNoLetter()) {
        step();
      }
    }

    /** Passes a letter, however many characters it is written with. */
    void pass() {
      if (!hasNext()) {
        return;
      }
      char first = text.charAt(next);
      int length = 1;
      if (style == ScalarStyle.DOUBLE_QUOTED && first == '\\' && next + 1 < text.length()) {
        length =
            switch (text.charAt(next + 1)) {
              case 'x' -> 4;
              case 'u' -> 6;
              case 'U' -> 10;
              default -> 2;
            };
      } else if (style == ScalarStyle.SINGLE_QUOTED && first == '\'') {
        length = 2;
      }
      for (int i = 0; i < length && hasNext(); i++) {
        step();
      }
    }

    /** Whether the value has nothing, or a blank, for what comes next. */
    private boolean isNoLetter() {
      char first = text.charAt(next);
      if (style != ScalarStyle.DOUBLE_QUOTED || first != '\\' || next + 1 == text.length()) {
        return Character.isWhitespace(first);
      }
      boolean isBlank = "\n\r\t nrtvfLP".indexOf(text.charAt(next + 1)) >= 0;
      if (isBlank) {
        step();
      }
      return isBlank;
    }

    private boolean hasNext() {
      return next < text.length();
    }

    private void step() {
      char passed = text.charAt(next++);
      boolean endsLine =
          passed == '\n' || (passed == '\r' && (!hasNext() || text.charAt(next) != '\n'));
      if (endsLine) {
        line++;
        column = 1;
      } else if (!Character.isHighSurrogate(passed)) {
        column++;
      }
    }
  }
}
