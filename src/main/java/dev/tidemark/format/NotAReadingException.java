package dev.tidemark.format;

import dev.tidemark.model.MalformedLine;

/** A line that is no reading, and why. Expected, and as frequent as the input wants: no trace. */
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
