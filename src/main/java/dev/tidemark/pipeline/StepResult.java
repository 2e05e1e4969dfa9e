package dev.tidemark.pipeline;

import dev.tidemark.model.Field;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.row.StepOutput;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.Explanation;
import dev.tidemark.trace.TraceReadings;
import dev.tidemark.trace.TracedReading;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/** What a transform has given, while the pipeline is put together. */
sealed interface StepResult {

  /**
   * Readings, the clock they are asked by and the windows that the next aggregation answers.
   *
   * @param ordering how an ordered step gets them in order
   * @param traced which of them the steps trace
   */
  record Readings(
      PCollection<ReadingBatch> blocks,
      Optional<EventTime> eventTime,
      WindowingSpec windowing,
      OrderingStrategy ordering,
      TracedReading traced)
      implements StepResult {

    /** The same readings, with notes on what a step will do with those that are watched. */
    Readings traced(String step, Explanation explanation) {
      return traced.isOn()
          ? withBlocks(
              blocks.apply("Note_" + step, TraceReadings.before(step, traced, explanation)))
          : this;
    }

    Readings withBlocks(PCollection<ReadingBatch> others) {
      return new Readings(others, eventTime, windowing, ordering, traced);
    }

    Readings applying(
        String name, PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> transform) {
      return withBlocks(blocks.apply(name, transform));
    }

    /** What an ordered step puts out. */
    Readings ordered(
        String name, PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> transform) {
      return new Readings(
          blocks.apply(name, transform), eventTime, windowing, ordering.after(), traced);
    }

    Readings withEventTime(EventTime time) {
      return new Readings(blocks, Optional.of(time), windowing, ordering, traced);
    }

    Readings withWindowing(WindowingSpec windows) {
      return new Readings(blocks, eventTime, windows, ordering, traced);
    }
  }

  /**
   * Rows, ready for a sink.
   *
   * @param key the fields of a row that say which key it answers
   */
  record Rows(StepOutput output, List<Field> key) implements StepResult {}
}
