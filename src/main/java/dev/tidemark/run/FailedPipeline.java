package dev.tidemark.run;

import dev.tidemark.ingest.UnreadableInput;
import dev.tidemark.sink.WriteStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Finds in a runner's exception what a user can act on. */
final class FailedPipeline {
  /** What writes results: of batch runs, of streams, of the progress of a stream. */
  private static final List<String> WRITERS =
      List.of(
          "org.apache.beam.sdk.io.FileBasedSink",
          WriteStream.class.getPackageName() + ".",
          ProgressFile.class.getName());

  private FailedPipeline() {}

  static Failure explain(RuntimeException failed) {
    Throwable cause = failed;
    while (cause.getCause() != null
        && cause.getCause() != cause
        && !(cause instanceof UnreadableInput)) {
      cause = cause.getCause();
    }
    if (cause instanceof UnreadableInput) {
      return new Failure(ExitCode.NO_INPUT, List.of(reason(cause)), failed);
    }
    boolean writing = cause instanceof IOException && isFromSink(cause);
    return new Failure(
        writing ? ExitCode.CANNOT_WRITE : ExitCode.PIPELINE_FAILED,
        List.of(
            (writing ? "cannot write output: " : "the pipeline failed: ")
                + reason(cause)
                + " (--verbose shows where)"),
        failed);
  }

  private static String reason(Throwable cause) {
    String type = cause.getClass().getSimpleName();
    if (cause.getMessage() == null) {
      return type;
    }
    String message = cause.getMessage().lines().findFirst().orElse("");
    return cause instanceof UnreadableInput ? message : type + ": " + message;
  }

  private static boolean isFromSink(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> WRITERS.stream().anyMatch(name::startsWith));
  }
}
