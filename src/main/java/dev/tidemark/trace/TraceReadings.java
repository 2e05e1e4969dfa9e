package dev.tidemark.trace;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Traces what the step after it will do with readings; the trace events become side output. Takes
 * and returns batches of readings with {@link ReadingBatchCoder}; windows and timestamps stay as
 * they are. It is part of a pipeline only if something is traced, so other runs do not pay for it.
 */
public final class TraceReadings
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final Tracing tracing;
  private final Explanation explanation;

  private TraceReadings(String step, Tracing tracing, Explanation explanation) {
    this.step = step;
    this.tracing = tracing;
    this.explanation = explanation;
  }

  public static TraceReadings before(String step, Tracing tracing, Explanation explanation) {
    return new TraceReadings(step, tracing, explanation);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    return batches
        .apply(ParDo.of(new TraceFn(step, tracing, explanation)))
        .setCoder(ReadingBatchCoder.of(batches));
  }

  private static final class TraceFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final Tracing tracing;
    private final Explanation explanation;

    TraceFn(String step, Tracing tracing, Explanation explanation) {
      this.step = step;
      this.tracing = tracing;
      this.explanation = explanation;
    }

    @ProcessElement
    public void explain(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      output.output(
          batch.withSideOutput(SideOutput.of(tracing.trace(step, explanation, batch.readings()))));
    }
  }
}
