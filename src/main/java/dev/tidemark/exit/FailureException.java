package dev.tidemark.exit;

import java.util.List;

/** Ends a command: carries the lines for the user and the exit code. */
public final class FailureException extends Exception {
  private final ExitCode exitCode;
  private final List<String> lines;

  public FailureException(ExitCode exitCode, List<String> lines, Throwable cause) {
    super(String.join("\n", lines), cause);
    this.exitCode = exitCode;
    this.lines = lines;
  }

  public FailureException(ExitCode exitCode, String line) {
    this(exitCode, List.of(line), null);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public List<String> lines() {
    return lines;
  }
}
