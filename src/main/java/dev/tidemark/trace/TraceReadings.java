package dev.tidemark.trace;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Explains, for the traced readings, what the step after it will do with them; the trace events
 * become side output. Takes and returns batches of readings with {@link ReadingBatchCoder}; windows
 * and timestamps stay as they are. It is part of a pipeline only if a reading is traced, so other
 * runs do not pay for it.
 */
public final class TraceReadings
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final TracedReading traced;
  private final Explanation explanation;

  private TraceReadings(String step, TracedReading traced, Explanation explanation) {
    this.step = step;
    this.traced = traced;
    this.explanation = explanation;
  }

  public static TraceReadings before(String step, TracedReading traced, Explanation explanation) {
    return new TraceReadings(step, traced, explanation);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> batches) {
    return batches
        .apply(ParDo.of(new TraceFn(step, traced, explanation)))
        .setCoder(ReadingBatchCoder.of(batches));
  }

  private static final class TraceFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final TracedReading traced;
    private final Explanation explanation;

    TraceFn(String step, TracedReading traced, Explanation explanation) {
      this.step = step;
      this.traced = traced;
      this.explanation = explanation;
    }

    @ProcessElement
    public void explain(@Element ReadingBatch batch, OutputReceiver<ReadingBatch> output) {
      List<TraceEvent> traceEvents = new ArrayList<>();
      for (Reading reading : batch.readings()) {
        if (traced.sees(reading)) {
          explanation
              .of(reading)
              .forEach(text -> traceEvents.add(new TraceEvent.Event(step, reading, text)));
        }
      }
      output.output(batch.withSideOutput(SideOutput.of(traceEvents)));
    }
  }
}
