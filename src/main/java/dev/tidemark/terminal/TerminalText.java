package dev.tidemark.terminal;

import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Escapes text from files, names and options for a terminal. Characters that would move the cursor,
 * begin a line or change the writing direction are written as in JSON, {@code \}{@code u001b}: a
 * name must not clear the screen, nor look like one of Tidemark's lines.
 */
public final class TerminalText {
  private TerminalText() {}

  /** The text with such characters escaped; in a JSON string they mean the same. */
  public static String escape(String text) {
    if (text.codePoints().noneMatch(TerminalText::isEscaped)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              if (isEscaped(point)) {
                for (char unit : Character.toChars(point)) {
                  escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              } else {
                escaped.appendCodePoint(point);
              }
            });
    return escaped.toString();
  }

  /** A stream of lines that escapes what is in each. */
  public static PrintStream escaping(PrintStream target) {
    return new PrintStream(target, true) {
      @Override
      public void print(String text) {
        target.print(escape(String.valueOf(text)));
      }

      @Override
      public void println(String line) {
        target.println(escape(String.valueOf(line)));
      }

      /** Prints a stack trace, and indents the further lines of a message. */
      @Override
      public void println(Object line) {
        target.println(
            String.valueOf(line)
                .lines()
                .map(TerminalText::tabsKept)
                .collect(Collectors.joining("\n\t")));
      }

      @Override
      public boolean checkError() {
        return target.checkError();
      }
    };
  }

  private static String tabsKept(String line) {
    String text = line.stripLeading();
    return line.substring(0, line.length() - text.length()).replaceAll("[^\t ]", "") + escape(text);
  }

  private static boolean isEscaped(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
