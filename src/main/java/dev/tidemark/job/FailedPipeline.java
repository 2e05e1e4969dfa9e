package dev.tidemark.job;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.process.BackgroundTasks.TaskFailedException;
import dev.tidemark.process.HeapExhaustion;
import dev.tidemark.progress.ProgressFile;
import dev.tidemark.progress.ResultConsole;
import dev.tidemark.runner.ClusterLauncher;
import dev.tidemark.runner.Runners;
import dev.tidemark.sink.Sinks;
import dev.tidemark.source.files.UnreadableInputException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Translates what a runner has thrown into a failure that a user can act on. */
public final class FailedPipeline {
  /** The classes that write output: in batch, in a stream, and the progress of a stream. */
  private static final List<String> WRITERS =
      List.of(
          "org.apache.beam.sdk.io.FileBasedSink",
          Sinks.class.getPackageName() + ".",
          ProgressFile.class.getName());

  private FailedPipeline() {}

  /** Explains a failure that Tidemark does not expect. */
  public static FailureException unexpected(Throwable e) {
    String line =
        HeapExhaustion.isCauseOf(e)
            ? outOfMemory()
            : "unexpected failure: " + e + " (--verbose shows where)";
    return new FailureException(ExitCode.PIPELINE_FAILED, List.of(line), e);
  }

  static FailureException explain(Throwable failed) {
    Throwable cause = failed;
    String where = "the pipeline failed: ";
    while (cause.getCause() != null
        && cause.getCause() != cause
        && !(cause instanceof UnreadableInputException)) {
      if (cause.getCause() instanceof FailureException known) {
        return known;
      }
      if (cause instanceof TaskFailedException failedTask) {
        where = "the run was stopped because its " + failedTask.task() + " failed: ";
      }
      cause = cause.getCause();
    }
    if (cause instanceof UnreadableInputException) {
      return new FailureException(ExitCode.NO_INPUT, List.of(reason(cause)), failed);
    }
    if (cause instanceof ResultConsole.ReaderGoneException) {
      return new FailureException(
          ExitCode.READER_GONE,
          List.of(
              cause.getMessage()
                  + ", so the run was stopped; the output directory holds the rows up to then"),
          failed);
    }
    if (HeapExhaustion.isCauseOf(failed) || isHidden(cause)) {
      return new FailureException(ExitCode.PIPELINE_FAILED, List.of(outOfMemory()), failed);
    }
    boolean writing = cause instanceof IOException && isFromSink(cause);
    return new FailureException(
        writing ? ExitCode.CANNOT_WRITE : ExitCode.PIPELINE_FAILED,
        List.of(
            (writing ? "cannot write output: " : where)
                + reason(cause)
                + " (--verbose shows where)"),
        failed);
  }

  private static String outOfMemory() {
    return HeapExhaustion.line(Runners.launcher().map(ClusterLauncher::memoryOptions));
  }

  /** Whether memory has run out in another thread than the one that reported the failure. */
  private static boolean isHidden(Throwable cause) {
    return Runners.hidesCause(cause) && HeapExhaustion.count().orElse(0L) > 0;
  }

  private static String reason(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    if (cause.getMessage() == null) {
      return type;
    }
    String message = cause.getMessage().lines().findFirst().orElse("");
    return cause instanceof UnreadableInputException ? message : type + ": " + message;
  }

  private static boolean isFromSink(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> WRITERS.stream().anyMatch(name::startsWith));
  }
}
