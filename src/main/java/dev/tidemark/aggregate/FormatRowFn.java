package dev.tidemark.aggregate;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.model.Field;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.JsonRow;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;

/** Formats the result of one key and window as a row. */
final class FormatRowFn extends DoFn<KV<GroupKey, Emitted<Partial>>, Emitted<String>> {
  /** The pane of bounded input, which emits once: runners label it differently or not at all. */
  private static final PaneInfo THE_ONLY_PANE =
      PaneInfo.createPane(true, true, PaneInfo.Timing.ON_TIME, 0, 0);

  private final CombineSpec spec;
  private final boolean bounded;

  FormatRowFn(CombineSpec spec, boolean bounded) {
    this.spec = spec;
    this.bounded = bounded;
  }

  @ProcessElement
  public void row(
      @Element KV<GroupKey, Emitted<Partial>> group,
      BoundedWindow window,
      PaneInfo pane,
      OutputReceiver<Emitted<String>> output) {
    Emitted<Partial> emitted = group.getValue();
    // On Spark, a window of a stream closes with an empty pane.
    if (emitted.value().isEmpty()) {
      return;
    }
    output.output(
        emitted.with(
            JsonRow.of(
                json -> {
                  writeWindow(window, json);
                  writeKey(group.getKey(), json);
                  emitted.value().writeResults(spec.aggregates(), json);
                  if (spec.showPane() || !bounded) {
                    writePane(bounded ? THE_ONLY_PANE : pane, json);
                  }
                })));
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
