package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailedPipelineTest {
  @ParameterizedTest
  @CsvSource({
    "org.apache.beam.sdk.io.FileBasedSink$Writer, CANNOT_WRITE, cannot write output",
    "dev.tidemark.sink.WriteFiles, CANNOT_WRITE, cannot write output",
    "dev.tidemark.run.ProgressFile, CANNOT_WRITE, cannot write output",
    "dev.tidemark.ingest.FileLines, PIPELINE_FAILED, the pipeline failed"
  })
  void whoseInputOrOutputFailedDecides(String thrower, ExitCode code, String message) {
    IOException full = new IOException("No space left on device");
    full.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("sun.nio.ch.FileDispatcherImpl", "write0", null, -2),
          new StackTraceElement(thrower, "write", null, 1)
        });

    Failure failure =
        FailedPipeline.explain(
            new PipelineExecutionException(new UncheckedIOException("in between", full)));

    assertThat(failure.exitCode()).isEqualTo(code);
    assertThat(failure)
        .hasMessage(message + ": IOException: No space left on device (--verbose shows where)");
  }
}
