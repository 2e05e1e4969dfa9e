package dev.tidemark;

import dev.tidemark.cli.Commands;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.FailedPipeline;
import dev.tidemark.process.LastWord;
import dev.tidemark.process.ProcessGuard;
import dev.tidemark.runner.ClusterLauncher;
import dev.tidemark.runner.Runners;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.terminal.TerminalText;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The command line. */
public final class Tidemark {
  private Tidemark() {}

  /**
   * Runs a command and ends the process with its exit code, 0 too: were Maven to end it, Spark's
   * shutdown hooks would find their class loader closed and print a trace. What spark-submit has
   * started returns instead: YARN takes any {@code exit} inside its driver for a failure.
   */
  public static void main(String[] args) {
    System.setOut(utf8(System.out));
    LastWord stderr = new LastWord(System.err);
    System.setErr(utf8(stderr));
    Optional<ClusterLauncher> launcher = Runners.launcher();
    ProcessGuard guard = ProcessGuard.start(stderr, launcher.map(ClusterLauncher::memoryOptions));
    guard.run(
        () -> {
          int code = execute(List.of(args), System.out, System.err);
          if (code != 0 || launcher.isEmpty()) {
            guard.exit(code);
          }
        });
  }

  /**
   * Runs a command and returns its exit code.
   *
   * @param args the command, {@code run} where none is named, and its options
   * @param out takes what was asked for
   * @param log takes what a person wants to see meanwhile
   */
  public static int execute(List<String> args, PrintStream out, PrintStream log) {
    try {
      return Commands.start(args, out, log).code();
    } catch (FailureException e) {
      return report(e, args, TerminalText.escaping(log));
    } catch (RuntimeException | Error e) {
      return report(FailedPipeline.unexpected(e), args, TerminalText.escaping(log));
    }
  }

  private static int report(FailureException failure, List<String> args, PrintStream log) {
    // An option or an address may hold a password, and be part of a line.
    failure.lines().forEach(line -> log.println("tidemark: " + PathOrUri.hidden(line)));
    if (args.contains("--verbose") && failure.getCause() != null) {
      failure.getCause().printStackTrace(log);
    }
    return failure.exitCode().code();
  }

  /** In a locale such as C, Java would print a {@code ?} for what is not ASCII. */
  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
