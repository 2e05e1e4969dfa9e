package dev.tidemark.source.files;

/** Thrown when there is nothing to read: no file matches, or no topic answers. */
public final class NoInputException extends Exception {
  public NoInputException(String message) {
    super(message);
  }
}
