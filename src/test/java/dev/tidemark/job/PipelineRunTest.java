package dev.tidemark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.RunningPipeline;
import dev.tidemark.runner.direct.DirectAdapter;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.jupiter.api.Test;

/** How a pipeline on the Direct runner ends. */
class PipelineRunTest {
  private final Pipeline pipeline =
      Pipeline.create(
          PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--blockOnRun=false").create());

  @Test
  void aPipelineRunsToItsEnd() throws FailureException {
    pipeline.apply(Create.of(1, 2));
    PipelineRun.untilDone(pipeline, PipelineRunTest::await);
  }

  @Test
  void anErrorOfAWorkerIsReportedAsSuch() {
    pipeline.apply(Read.from(new Failing(new StackOverflowError())));
    assertThat(failure())
        .hasMessage("the pipeline failed: StackOverflowError (--verbose shows where)");
  }

  @Test
  void anErrorOfAStepIsReportedAsSuch() {
    pipeline.apply(Create.of(1)).apply(ParDo.of(new FailingFn()));
    assertThat(failure())
        .hasMessage(
            "the pipeline failed: NoClassDefFoundError: some/Class (--verbose shows where)");
  }

  @Test
  void outOfMemoryIsOneLine() {
    pipeline.apply(Read.from(new Failing(new OutOfMemoryError("Java heap space"))));
    assertThat(failure()).hasMessageStartingWith("out of memory: ").hasMessageContaining("-Xmx");
    assertThat(failure().exitCode()).isEqualTo(ExitCode.PIPELINE_FAILED);
  }

  private FailureException failure() {
    return catchThrowableOfType(
        FailureException.class, () -> PipelineRun.untilDone(pipeline, PipelineRunTest::await));
  }

  private static State await(PipelineResult result) {
    RunningPipeline running = new DirectAdapter().adoptBatch(result);
    while (true) {
      Optional<State> ended = running.awaitEnd();
      if (ended.isPresent()) {
        return ended.get();
      }
    }
  }

  private static final class FailingFn extends DoFn<Integer, Integer> {
    @ProcessElement
    public void process(@Element Integer element) {
      if (element > 0) {
        throw new NoClassDefFoundError("some/Class");
      }
    }
  }

  /** Fails in the runner itself, where no step is running. */
  private static final class Failing extends BoundedSource<String> {
    private final Error error;

    Failing(Error error) {
      this.error = error;
    }

    @Override
    public List<Failing> split(long desiredBundleSizeBytes, PipelineOptions options) {
      return List.of(this);
    }

    @Override
    public long getEstimatedSizeBytes(PipelineOptions options) {
      return 1;
    }

    @Override
    public Coder<String> getOutputCoder() {
      return StringUtf8Coder.of();
    }

    @Override
    public BoundedReader<String> createReader(PipelineOptions options) {
      throw error;
    }
  }
}
