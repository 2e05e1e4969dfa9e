package dev.tidemark.aggregate;

import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.row.RowTypes;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.Row;

/**
 * Makes the row of one key and window.
 *
 * @param groupBy the fields of the key
 */
record ResultRows(Schema schema, List<Field> groupBy, boolean showPane) implements Serializable {
  static final Schema PANE =
      Schema.builder()
          .addStringField("timing")
          .addInt64Field("index")
          .addBooleanField("is_last")
          .build();

  /** The pane of bounded input, which emits once: runners label it differently or not at all. */
  private static final PaneInfo THE_ONLY_PANE =
      PaneInfo.createPane(true, true, PaneInfo.Timing.ON_TIME, 0, 0);

  static ResultRows ofBatch(CombineSpec spec) {
    return new ResultRows(spec.rowSchema(), spec.groupBy(), spec.showPane());
  }

  /** Rows of a stream: each is of a pane, and always says which that is. */
  static ResultRows ofStream(CombineSpec spec) {
    return new ResultRows(spec.withPane().rowSchema(), spec.groupBy(), true);
  }

  /** The row of bounded input. */
  Row row(ReadingKey key, BoundedWindow window, Partial partial) {
    return row(key, window, partial, THE_ONLY_PANE);
  }

  /** The row of a pane. */
  Row row(ReadingKey key, BoundedWindow window, Partial partial, PaneInfo pane) {
    List<Object> values = new ArrayList<>(schema.getFieldCount());
    if (window instanceof IntervalWindow interval) {
      values.add(interval.start());
      values.add(interval.end());
    }
    for (int i = 0; i < groupBy.size(); i++) {
      values.add(RowTypes.value(groupBy.get(i), key.values().get(i)));
    }
    partial.addResults(values);
    if (showPane) {
      values.add(
          Row.withSchema(PANE)
              .attachValues(pane.getTiming().name(), pane.getIndex(), pane.isLast()));
    }
    return Row.withSchema(schema).attachValues(values);
  }
}
