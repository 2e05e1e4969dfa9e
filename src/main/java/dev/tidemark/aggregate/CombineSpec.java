package dev.tidemark.aggregate;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Findings;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.row.RowIdentity.Finality;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.SpanText;
import dev.tidemark.time.WindowingSpec;
import java.io.Serializable;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/**
 * What a Combine computes: for each key and window, some aggregates.
 *
 * @param groupBy none for one group
 * @param showPane whether rows say which pane of their window they are
 * @param readings the schema of the readings; empty until the step knows it
 */
public record CombineSpec(
    List<Field> groupBy,
    List<AggregateColumn> aggregates,
    boolean showPane,
    EventTime eventTime,
    WindowingSpec windowing,
    ReadingSchema readings)
    implements Serializable {
  private static final String WINDOW_START = "window_start";
  private static final String WINDOW_END = "window_end";
  private static final String PANE = "pane";

  public CombineSpec(
      List<Field> groupBy,
      List<AggregateColumn> aggregates,
      boolean showPane,
      EventTime eventTime,
      WindowingSpec windowing) {
    this(groupBy, aggregates, showPane, eventTime, windowing, ReadingSchema.EMPTY);
  }

  /** What a run reports about the readings that were too late for a step. */
  Findings late(String step, List<DeadLetter> late) {
    return eventTime.late(
        step,
        late,
        () -> "allowed_lateness (" + SpanText.of(windowing.allowedLateness().toMillis()) + ") or ");
  }

  /** The schema of its rows; in a stream they have a pane even if it is not shown otherwise. */
  public Schema rowSchema() {
    Schema.Builder schema = Schema.builder();
    if (windowing.windowFn().isBounded()) {
      schema.addField(WINDOW_START, RowTypes.WINDOW_BOUND);
      schema.addField(WINDOW_END, RowTypes.WINDOW_BOUND);
    }
    groupBy.forEach(field -> schema.addField(RowTypes.nullable(field)));
    aggregates.forEach(aggregate -> schema.addField(aggregate.rowField()));
    if (showPane) {
      schema.addRowField(PANE, ResultRows.PANE);
    }
    return schema.build();
  }

  /** What tells its rows apart. */
  public RowIdentity rowIdentity() {
    boolean isAddedUp =
        windowing.accumulation() == WindowingSpec.Accumulation.DISCARDING && !windowing.firesOnce();
    return new RowIdentity(
        groupBy.stream().map(Field::name).toList(),
        windowing.windowFn().isBounded() ? List.of(WINDOW_START, WINDOW_END) : List.of(),
        isAddedUp ? Finality.SUM_OF_PANES : Finality.LAST_OF_WINDOW,
        List.of(PANE));
  }

  /** The same for readings of a schema. */
  CombineSpec over(ReadingSchema schema) {
    return new CombineSpec(groupBy, aggregates, showPane, eventTime, windowing, schema);
  }

  /** The same, with rows that say which pane they are. */
  CombineSpec withPane() {
    return new CombineSpec(groupBy, aggregates, true, eventTime, windowing, readings);
  }

  Partial start() {
    return Partial.start(aggregates);
  }
}
