package dev.tidemark.output;

import dev.tidemark.exit.FailureException;
import java.io.IOException;
import java.io.PrintStream;

/**
 * A run's claim to its output directory. It ends when it is closed, or when the process is told to
 * end before that.
 */
public final class OutputClaim implements AutoCloseable {
  private final OutputDirectory output;
  private final PrintStream log;
  private final Thread onExit = new Thread(this::release, "tidemark-release-output");

  private OutputClaim(OutputDirectory output, PrintStream log) {
    this.output = output;
    this.log = log;
  }

  /**
   * Locks a directory for this run.
   *
   * @param pipeline the pipeline's name, which the lock shows to other runs
   * @throws FailureException if another run has the directory, or if nothing can be written there
   */
  public static OutputClaim of(OutputDirectory output, String pipeline, PrintStream log)
      throws FailureException {
    OutputClaim claim = new OutputClaim(output, log);
    Runtime.getRuntime().addShutdownHook(claim.onExit);
    try {
      output.lock(pipeline, log);
      return claim;
    } catch (FailureException | RuntimeException | Error e) {
      claim.close();
      throw e;
    }
  }

  @Override
  public void close() {
    release();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException e) {
      // It is running: the process has been told to end.
    }
  }

  private void release() {
    try {
      output.release();
    } catch (IOException e) {
      log.println("tidemark: cannot clean up " + output.directory().path() + ": " + e);
    }
  }
}
