package dev.tidemark.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.process.BackgroundTasks;
import dev.tidemark.process.HeapExhaustion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedPipelineTest {
  @ParameterizedTest
  @CsvSource({
    "org.apache.beam.sdk.io.FileBasedSink$Writer, CANNOT_WRITE, cannot write output",
    "dev.tidemark.sink.WriteFilesFn, CANNOT_WRITE, cannot write output",
    "dev.tidemark.progress.ProgressFile, CANNOT_WRITE, cannot write output",
    "dev.tidemark.source.files.FileLines, PIPELINE_FAILED, the pipeline failed"
  })
  void theFailedSideDecidesTheExitCode(String thrower, ExitCode code, String message) {
    IOException full = new IOException("No space left on device");
    full.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("sun.nio.ch.FileDispatcherImpl", "write0", null, -2),
          new StackTraceElement(thrower, "write", null, 1)
        });

    FailureException failure =
        FailedPipeline.explain(
            new PipelineExecutionException(new UncheckedIOException("in between", full)));

    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure)
        .hasMessage(message + ": IOException: No space left on device (--verbose shows where)");
  }

  @Test
  void failuresOutsideThePipelineAreNamed() {
    FailureException failure =
        FailedPipeline.explain(
            new BackgroundTasks.TaskFailedException(
                "clock of Spark's stream", new IllegalStateException("no such field")));
    assertThat(failure)
        .hasMessage(
            "the run was stopped because its clock of Spark's stream failed:"
                + " IllegalStateException: no such field (--verbose shows where)");
  }

  @Test
  void outOfMemoryInASparkTaskIsReportedAsSuch() {
    FailureException failure =
        FailedPipeline.explain(
            new RuntimeException(
                "Job aborted due to stage failure: Lost task 0.0 in stage 0.0: ExceptionFailure:"
                    + " java.lang.OutOfMemoryError: Java heap space"));
    assertThat(failure).hasMessage(HeapExhaustion.line(Optional.empty()));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.PIPELINE_FAILED);
  }
}
