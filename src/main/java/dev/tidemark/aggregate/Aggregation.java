package dev.tidemark.aggregate;

import dev.tidemark.eventtime.EventTime;
import dev.tidemark.eventtime.Windowing;
import dev.tidemark.model.Field;
import java.io.Serializable;
import java.util.List;

/**
 * A question of the form: for each key and window, these aggregates.
 *
 * @param groupBy text fields; none for one group
 * @param showPane whether rows say which pane of their window they are
 */
public record Aggregation(
    List<Field> groupBy,
    List<Aggregate> aggregates,
    boolean showPane,
    EventTime eventTime,
    Windowing windowing)
    implements Serializable {

  Partial start() {
    return Partial.start(aggregates);
  }
}
