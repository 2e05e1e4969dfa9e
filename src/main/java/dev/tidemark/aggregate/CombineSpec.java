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
 * What a Combine computes: for each key and window, some aggregates.
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
