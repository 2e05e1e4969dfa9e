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

/** Starts Tidemark from a command line. */
public final class Tidemark {
  private Tidemark() {}

  /**
   * Runs a command and ends the process with its exit code, also with 0: if Maven ended the
   * process, Spark's shutdown hooks would find their class loader closed and print a stack trace. A
   * process that spark-submit has started returns instead, as YARN treats any {@code exit} inside
   * its driver as a failure.
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
   * @param out receives what the command was asked for
   * @param log receives messages about progress and failures
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
    // A line may quote an option or an address that contains a password.
    failure.lines().forEach(line -> log.println("tidemark: " + PathOrUri.hidden(line)));
    if (args.contains("--verbose") && failure.getCause() != null) {
      failure.getCause().printStackTrace(log);
    }
    return failure.exitCode().code();
  }

  /** Prints UTF-8 in every locale: in C, Java would print {@code ?} for what is not ASCII. */
  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
