package dev.tidemark.format;

/**
 * Where the quotes of a CSV record open and close: as RFC 4180 has it, one opens only where a value
 * begins, and inside of it two are one. Any other quote is part of its value.
 *
 * @param quote an ASCII character
 * @param delimiter between values, an ASCII character
 */
public record Quoting(char quote, char delimiter) {
  /** Follows a record byte by byte. */
  static final class State {
    private final char quote;
    private final char delimiter;
    private boolean isOpen;
    private boolean mayOpen = true;

    State(Quoting quoting) {
      this.quote = quoting.quote;
      this.delimiter = quoting.delimiter;
    }

    /** Begins a record. */
    void start() {
      isOpen = false;
      mayOpen = true;
    }

    void add(byte next) {
      if (next != quote) {
        mayOpen = next == delimiter;
      } else if (isOpen) {
        isOpen = false;
        mayOpen = true;
      } else {
        isOpen = mayOpen;
      }
    }

    /** Whether what follows is inside of quotes, line breaks included. */
    boolean isOpen() {
      return isOpen;
    }
  }
}
