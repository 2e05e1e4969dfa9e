package dev.tidemark;

import dev.tidemark.run.Commands;
import dev.tidemark.run.Failure;
import dev.tidemark.run.SparkSubmission;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The command line. */
public final class Tidemark {
  private Tidemark() {}

  /**
   * Runs a command and ends the process with its exit code, 0 too: were Maven to end it, Spark's
   * shutdown hooks would find their class loader closed and print a trace. What spark-submit has
   * started returns instead: YARN takes any {@code exit} inside its driver for a failure.
   */
  public static void main(String[] args) {
    int code = execute(List.of(args), utf8(System.out), utf8(System.err));
    if (code != 0 || !SparkSubmission.ofThisProcess().isPresent()) {
      System.exit(code);
    }
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
    } catch (Failure e) {
      e.printableLines().forEach(line -> log.println("tidemark: " + line));
      if (args.contains("--verbose") && e.getCause() != null) {
        e.getCause().printStackTrace(log);
      }
      return e.exitCode().code();
    }
  }

  /** In a locale such as C, Java would print a {@code ?} for what is not ASCII. */
  private static PrintStream utf8(PrintStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }
}
