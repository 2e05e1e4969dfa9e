package dev.tidemark.bench;

/** A benchmark that cannot go on, or whose outcome is not what it should be. */
public final class BenchmarkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchmarkException(String message) {
    super(message);
  }
}
