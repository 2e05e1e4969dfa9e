package dev.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.Tidemark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a command ended, and what it printed. */
public record Outcome(int exitCode, String out, String log) {

  /** Gives Tidemark a command line, in this process. */
  public static Outcome of(List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    int exitCode =
        Tidemark.execute(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(log, true, StandardCharsets.UTF_8));
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), log.toString(StandardCharsets.UTF_8));
  }

  public static Outcome of(String... args) {
    return of(List.of(args));
  }

  public List<String> logLines() {
    return log.lines().toList();
  }

  /** Fails unless the command ended so; shows what it printed. */
  public Outcome endsWith(int expectedExitCode) {
    assertThat(exitCode).as("exit code; it printed: %s%s", out, log).isEqualTo(expectedExitCode);
    assertThat(log).as("no stack trace").doesNotContain("\tat ").doesNotContain("Caused by");
    return this;
  }

  /** Fails unless the command ended so, and said why in exactly these lines. */
  public void failsWith(int expectedExitCode, String... lines) {
    endsWith(expectedExitCode);
    assertThat(logLines())
        .containsExactlyElementsOf(
            List.of(lines).stream().map(line -> "tidemark: " + line).toList());
    assertThat(out).isEmpty();
  }
}
