package dev.tidemark.yaml;

/** Quotes what a file says in a message about it, cut where it is long. */
final class Excerpt {
  private static final int MAX_LENGTH = 60;

  private Excerpt() {}

  static String quoted(String text) {
    return "'" + of(text) + "'";
  }

  /** A key in quotes; where someone wrote {@code name=value} for one, without the value. */
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
