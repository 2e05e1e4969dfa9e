package dev.tidemark.yaml;

/** Quotes text of a file in a message, and shortens it where it is long. */
final class Excerpt {
  private static final int MAX_LENGTH = 60;

  private Excerpt() {}

  static String quoted(String text) {
    return "'" + of(text) + "'";
  }

  /** A key in quotes; of {@code name=value}, which may hold a password, only the name. */
  static String quotedKey(String key) {
    int value = key.indexOf('=');
    return quoted(value < 0 ? key : key.substring(0, value) + "=...");
  }

  static String of(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1));
    return text.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH) + "...";
  }
}
