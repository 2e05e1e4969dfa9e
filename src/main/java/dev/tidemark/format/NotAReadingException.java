package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;

/**
 * Thrown when a line is not a reading. It has no stack trace: malformed lines are expected, and an
 * input may hold any number of them.
 */
public final class NotAReadingException extends Exception {
  private final MalformedLine.Reason reason;

  NotAReadingException(MalformedLine.Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public MalformedLine.Reason reason() {
    return reason;
  }
}
