package dev.tidemark.pipeline.steps;

import dev.tidemark.elementwise.FieldMapping;
import dev.tidemark.schema.Field;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.trace.Explanation;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;

/**
 * A transform of a pipeline file between source and sink: its settings, and the Beam transform that
 * they describe.
 */
public interface Step {
  /** What it takes. */
  ElementType input();

  /** What it returns for such an input. */
  ElementType output(ElementType given);

  /**
   * Applies the transform to readings.
   *
   * @param name the transform's name in the file, which is also its name in the record counts
   * @throws IllegalStateException if it takes rows, which the check of the file's graph rules out
   */
  default StepResult apply(String name, StepResult.Readings input) {
    throw new IllegalStateException("readings where a step takes rows");
  }

  /** Applies the transform to rows, as {@link #apply(String, StepResult.Readings)} to readings. */
  default StepResult apply(String name, StepResult.Rows input) {
    throw new IllegalStateException("rows where a step takes readings");
  }

  /** What it does with a reading, for whom traces it; empty if it does nothing with readings. */
  default Optional<Explanation> explanation(StepResult.Readings input) {
    return Optional.empty();
  }

  /** Whether it takes readings and makes rows. */
  default boolean makesRows() {
    return input() != ElementType.ROWS && output(input()) == ElementType.ROWS;
  }

  /** Whether the rows that it takes must be final: what it did for one could not be undone. */
  default boolean needsFinalRows() {
    return false;
  }

  /** Whether a stream cannot run it on every runner. */
  default boolean isForBatchOnly() {
    return false;
  }

  /** Whether in a stream a later row of the same key may replace one that it has emitted. */
  default boolean refines(WindowingSpec windowing) {
    return false;
  }

  /**
   * The schema of the rows that it makes; empty if it makes none. In a stream, rows of an
   * aggregation also have a {@code pane}.
   *
   * @param eventTime that its input has
   * @param windowing the windows of its input
   */
  default Optional<Schema> rowSchema(EventTime eventTime, WindowingSpec windowing) {
    return Optional.empty();
  }

  /** What it makes of the fields of readings; empty if it leaves them as they are. */
  default Optional<FieldMapping> mapping() {
    return Optional.empty();
  }

  /** The event time that the steps after it go by, if it assigns one. */
  default Optional<EventTime> assignedEventTime() {
    return Optional.empty();
  }

  /** The same step, which sums up how readings arrive if it assigns their event times. */
  default Step summarizingArrivals() {
    return this;
  }

  /** Whether it assigns an event time without saying how much later readings may arrive. */
  default boolean lacksMaxDelay() {
    return false;
  }

  /** Whether it takes each key's readings in event-time order, over all windows. */
  default boolean isStateful() {
    return false;
  }

  /** The order in which a stateful step takes readings, given the event time of its input. */
  default Optional<OrderingSpec> orders(EventTime eventTime) {
    return Optional.empty();
  }

  /** The fields by whose values it keeps windows open; empty if it has no windows. */
  default Optional<List<Field>> windowKey() {
    return Optional.empty();
  }

  /** Whether it may find readings too late, whatever its windows. */
  default boolean findsLateReadings() {
    return isStateful();
  }

  default boolean findsDuplicates() {
    return false;
  }
}
