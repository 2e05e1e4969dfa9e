package dev.tidemark.trace;

import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Notes what the step behind it will do with the readings that are watched. It stands in a pipeline
 * only where a reading is to be explained, so that other runs do not pay for it.
 */
public final class TraceReadings
    extends PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> {
  private final String step;
  private final TracedReading watch;
  private final Explanation explanation;

  private TraceReadings(String step, TracedReading watch, Explanation explanation) {
    this.step = step;
    this.watch = watch;
    this.explanation = explanation;
  }

  public static TraceReadings before(String step, TracedReading watch, Explanation explanation) {
    return new TraceReadings(step, watch, explanation);
  }

  @Override
  public PCollection<ReadingBatch> expand(PCollection<ReadingBatch> blocks) {
    return blocks
        .apply(ParDo.of(new NoteFn(step, watch, explanation)))
        .setCoder(ReadingBatchCoder.of());
  }

  private static final class NoteFn extends DoFn<ReadingBatch, ReadingBatch> {
    private final String step;
    private final TracedReading watch;
    private final Explanation explanation;

    NoteFn(String step, TracedReading watch, Explanation explanation) {
      this.step = step;
      this.watch = watch;
      this.explanation = explanation;
    }

    @ProcessElement
    public void note(@Element ReadingBatch block, OutputReceiver<ReadingBatch> output) {
      List<TraceEvent> notes = new ArrayList<>();
      for (Reading reading : block.readings()) {
        if (watch.sees(reading)) {
          explanation
              .of(reading)
              .forEach(text -> notes.add(new TraceEvent.Event(step, reading, text)));
        }
      }
      output.output(block.setAsideToo(SideOutput.of(notes)));
    }
  }
}
