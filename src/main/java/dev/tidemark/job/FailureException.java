package dev.tidemark.job;

import java.util.List;

/** Why a command cannot go on: lines for the user, and the exit code. */
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

  /** What no code of ours has foreseen. */
  public static FailureException unexpected(Throwable e) {
    String line =
        HeapExhaustion.isCauseOf(e)
            ? HeapExhaustion.line()
            : "unexpected failure: " + e + " (--verbose shows where)";
    return new FailureException(ExitCode.PIPELINE_FAILED, List.of(line), e);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public List<String> lines() {
    return lines;
  }

  /** The lines without passwords: whatever an option or an address held is in some of them. */
  public List<String> printableLines() {
    return lines.stream().map(PathOrUri::hidden).toList();
  }
}
