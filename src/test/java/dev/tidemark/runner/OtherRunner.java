package dev.tidemark.runner;

import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;

/** A runner that Tidemark has no adapter for. */
public final class OtherRunner extends PipelineRunner<PipelineResult> {
  private final DirectRunner runner;

  private OtherRunner(DirectRunner runner) {
    this.runner = runner;
  }

  public static OtherRunner fromOptions(PipelineOptions options) {
    return new OtherRunner(DirectRunner.fromOptions(options.as(DirectOptions.class)));
  }

  @Override
  public PipelineResult run(Pipeline pipeline) {
    return runner.run(pipeline);
  }
}
