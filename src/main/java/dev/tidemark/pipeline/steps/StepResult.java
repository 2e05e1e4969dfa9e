package dev.tidemark.pipeline.steps;

import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.ordered.OrderingStrategy;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.ReadingRows;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.Field;
import dev.tidemark.sink.DropSideOutput;
import dev.tidemark.sink.Sinks;
import dev.tidemark.sink.TakeSideOutput;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.Explanation;
import dev.tidemark.trace.TraceReadings;
import dev.tidemark.trace.TracedReading;
import dev.tidemark.trace.Tracing;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** The output of a transform, for the transforms after it, while the Beam pipeline is built. */
public sealed interface StepResult {
  /**
   * Applies a step to this.
   *
   * @param windowing the windows that the file sets beside the step
   */
  StepResult apply(Step step, String name, Optional<WindowingSpec> windowing);

  /** Rows for a sink; the side output that readings carry goes to the sinks. */
  Rows asRows(String sink, Sinks sinks);

  /** The same output for a further transform that takes it: side output must be counted once. */
  StepResult withoutSideOutput(String taker);

  /** Adds the side output of rows to the sinks; that of readings travels on with them. */
  void addSideOutput(String step, Sinks sinks);

  /**
   * Readings, the event time they have, and the windows of the next aggregation.
   *
   * @param ordering how a stateful step gets them in order
   * @param tracing what the steps trace of them
   */
  record Readings(
      PCollection<ReadingBatch> batches,
      Optional<EventTime> eventTime,
      WindowingSpec windowing,
      OrderingStrategy ordering,
      Tracing tracing)
      implements StepResult {

    /** The event time of readings with timestamps. */
    EventTime requiredEventTime() {
      return eventTime.orElseThrow();
    }

    /** Which reading the steps trace. */
    TracedReading traced() {
      return tracing.reading();
    }

    /** The same readings, as a step gets them: traced, and in the windows set beside it. */
    public Readings arrivingAt(Step step, String name, Optional<WindowingSpec> windows) {
      Readings given = windows.map(this::withWindowing).orElse(this);
      return step.explanation(given)
          .map(explanation -> given.traced(name, explanation))
          .orElse(given);
    }

    private Readings traced(String step, Explanation explanation) {
      return tracing.isOn()
          ? apply("Trace_" + step, TraceReadings.before(step, tracing, explanation))
          : this;
    }

    /** Applies a transform that returns readings. */
    public Readings apply(
        String name, PTransform<PCollection<ReadingBatch>, PCollection<ReadingBatch>> transform) {
      return withBatches(batches.apply(name, transform));
    }

    /**
     * Applies a transform that returns rows.
     *
     * @param identity what tells the rows apart
     */
    Rows applyForRows(
        String name,
        PTransform<PCollection<ReadingBatch>, StepOutput> transform,
        RowIdentity identity) {
      return new Rows(batches.apply(name, transform), identity);
    }

    /** The same readings, as a stateful step has put them in order. */
    Readings inOrder() {
      return new Readings(batches, eventTime, windowing, ordering.after(), tracing);
    }

    Readings withEventTime(EventTime time) {
      return new Readings(batches, Optional.of(time), windowing, ordering, tracing);
    }

    /** The same readings, for an aggregation in other windows. */
    public Readings withWindowing(WindowingSpec windows) {
      return new Readings(batches, eventTime, windows, ordering, tracing);
    }

    /** Adds their side output to the sinks, and drops the readings. */
    public void endIn(String step, Sinks sinks) {
      sinks.addSideOutput(step, batches.apply("End_" + step, TakeSideOutput.create()));
    }

    /** The first of a reading's names keys its row, as it keys the reading in a topic. */
    private List<Field> names() {
      return ReadingBatchCoder.of(batches).schema().names().stream().limit(1).toList();
    }

    private Readings withBatches(PCollection<ReadingBatch> others) {
      return new Readings(others, eventTime, windowing, ordering, tracing);
    }

    @Override
    public StepResult apply(Step step, String name, Optional<WindowingSpec> windows) {
      return step.apply(name, arrivingAt(step, name, windows));
    }

    @Override
    public Rows asRows(String sink, Sinks sinks) {
      Rows rows =
          traced(sink, reading -> List.of("written"))
              .applyForRows("Rows_" + sink, ReadingRows.create(), RowIdentity.ofEach(names()));
      rows.addSideOutput("Readings_" + sink, sinks);
      return rows;
    }

    @Override
    public Readings withoutSideOutput(String taker) {
      return apply("ReadingsFor_" + taker, DropSideOutput.create());
    }

    @Override
    public void addSideOutput(String step, Sinks sinks) {
      // It travels with the readings.
    }
  }

  /**
   * Rows, ready for a sink.
   *
   * @param identity what tells them apart
   */
  record Rows(StepOutput output, RowIdentity identity) implements StepResult {
    @Override
    public StepResult apply(Step step, String name, Optional<WindowingSpec> windows) {
      return step.apply(name, this);
    }

    /**
     * Applies a transform that returns rows of the same keys, as far as these have their fields. A
     * stream has it only where no row is replaced.
     */
    Rows apply(String name, PTransform<PCollection<Emitted<Row>>, StepOutput> transform) {
      StepOutput applied = output.rows().apply(name, transform);
      return new Rows(applied, identity.ofRowsWith(applied.schema().getFieldNames()));
    }

    @Override
    public Rows asRows(String sink, Sinks sinks) {
      return this;
    }

    @Override
    public Rows withoutSideOutput(String taker) {
      return this;
    }

    @Override
    public void addSideOutput(String step, Sinks sinks) {
      sinks.addSideOutput(step, output.sideOutput());
    }
  }
}
