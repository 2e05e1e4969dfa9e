package dev.tidemark.aggregate;

import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.Field;
import dev.tidemark.model.Findings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.SpanText;
import dev.tidemark.time.WindowingSpec;
import java.io.Serializable;
import java.util.List;

/**
 * A question of the form: for each key and window, these aggregates.
 *
 * @param groupBy text fields; none for one group
 * @param showPane whether rows say which pane of their window they are
 */
public record CombineSpec(
    List<Field> groupBy,
    List<AggregateColumn> aggregates,
    boolean showPane,
    EventTime eventTime,
    WindowingSpec windowing)
    implements Serializable {

  /**
   * Aggregates of the readings of each value of a field.
   *
   * @param key a text field
   * @param columns the result fields, in the order in which rows have them
   */
  public static CombineSpec by(
      Field key, EventTime eventTime, WindowingSpec windowing, AggregateColumn... columns) {
    return new CombineSpec(List.of(key), List.of(columns), false, eventTime, windowing);
  }

  /** What a run reports about the readings that were too late for a step. */
  Findings late(String step, List<DeadLetter> late) {
    return eventTime.late(
        step,
        late,
        "allowed_lateness (" + SpanText.of(windowing.allowedLateness().toMillis()) + ") or ");
  }

  Partial start() {
    return Partial.start(aggregates);
  }
}
