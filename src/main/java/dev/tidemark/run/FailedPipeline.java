package dev.tidemark.run;

import dev.tidemark.ingest.UnreadableInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds in a runner's exception what a user can act on. */
final class FailedPipeline {
  private FailedPipeline() {}

  static Failure explain(RuntimeException failed) {
    List<Throwable> chain = chain(failed);
    Optional<Throwable> unreadable =
        chain.stream().filter(UnreadableInput.class::isInstance).findFirst();
    if (unreadable.isPresent()) {
      return failure(ExitCode.PIPELINE_FAILED, "the pipeline failed", unreadable.get(), failed);
    }
    Throwable root = chain.get(chain.size() - 1);
    return root instanceof IOException && isFromSink(root)
        ? failure(ExitCode.CANNOT_WRITE, "cannot write output", root, failed)
        : failure(ExitCode.PIPELINE_FAILED, "the pipeline failed", root, failed);
  }

  private static Failure failure(
      ExitCode exitCode, String what, Throwable why, RuntimeException failed) {
    String message = String.valueOf(why.getMessage()).lines().findFirst().orElse("");
    String kind = why instanceof UnreadableInput ? "" : why.getClass().getSimpleName() + ": ";
    String line = what + ": " + kind + message + " (--verbose shows where)";
    return new Failure(exitCode, List.of(line), failed);
  }

  /** The exception and its causes, outermost first. */
  private static List<Throwable> chain(Throwable failed) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = failed; at != null && !chain.contains(at); at = at.getCause()) {
      chain.add(at);
    }
    return chain;
  }

  private static boolean isFromSink(Throwable cause) {
    return Arrays.stream(cause.getStackTrace())
        .map(StackTraceElement::getClassName)
        .anyMatch(name -> name.startsWith("org.apache.beam.sdk.io.FileBasedSink"));
  }
}
