package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.model.Field;
import dev.tidemark.row.JsonRow;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;

/** Formats the result of one key and window as a row. */
record ResultFormat(CombineSpec spec) {
  /** The pane of bounded input, which emits once: runners label it differently or not at all. */
  private static final PaneInfo THE_ONLY_PANE =
      PaneInfo.createPane(true, true, PaneInfo.Timing.ON_TIME, 0, 0);

  /** The row of a pane of a stream; it always says which pane that is. */
  String row(GroupKey key, BoundedWindow window, Partial partial, PaneInfo pane) {
    return JsonRow.of(
        json -> {
          writeResult(key, window, partial, json);
          writePane(pane, json);
        });
  }

  /** The row of bounded input. */
  String row(GroupKey key, BoundedWindow window, Partial partial) {
    return JsonRow.of(
        json -> {
          writeResult(key, window, partial, json);
          if (spec.showPane()) {
            writePane(THE_ONLY_PANE, json);
          }
        });
  }

  private void writeResult(GroupKey key, BoundedWindow window, Partial partial, JsonGenerator json)
      throws IOException {
    writeWindow(window, json);
    writeKey(key, json);
    partial.writeResults(spec.aggregates(), json);
  }

  private static void writeWindow(BoundedWindow window, JsonGenerator json) throws IOException {
    if (window instanceof IntervalWindow interval) {
      json.writeStringField("window_start", JsonRow.windowBound(interval.start().getMillis()));
      json.writeStringField("window_end", JsonRow.windowBound(interval.end().getMillis()));
    }
  }

  private void writeKey(GroupKey key, JsonGenerator json) throws IOException {
    List<Field> groupBy = spec.groupBy();
    for (int i = 0; i < groupBy.size(); i++) {
      json.writeStringField(groupBy.get(i).label(), key.values().get(i).orElse(null));
    }
  }

  private static void writePane(PaneInfo pane, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("pane");
    json.writeStringField("timing", pane.getTiming().name());
    json.writeNumberField("index", pane.getIndex());
    json.writeBooleanField("is_last", pane.isLast());
    json.writeEndObject();
  }
}
