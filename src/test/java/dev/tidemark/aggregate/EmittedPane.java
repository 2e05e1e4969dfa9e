package dev.tidemark.aggregate;

import dev.tidemark.row.Emitted;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * What a row says that counts the readings of a user and names their devices.
 *
 * @param devices of the readings; a test that gives each reading its own device knows them by it
 */
record EmittedPane(
    String user, Bounds bounds, Timing timing, long index, long count, List<String> devices)
    implements Serializable {
  static final String COUNT = "count";
  static final String DEVICES = "devices";

  /** When a window starts and ends, ms since 1970; the global one is for all time. */
  record Bounds(long start, long end) implements Serializable {
    static final Bounds GLOBAL = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean contains(Bounds other) {
      return start <= other.start && end >= other.end;
    }
  }

  static EmittedPane of(Emitted<Row> emitted) {
    Row row = emitted.value();
    Row pane = row.getRow("pane");
    List<String> devices = new ArrayList<>();
    if (row.getSchema().hasField(DEVICES)) {
      Collection<String> named = row.getArray(DEVICES);
      devices.addAll(named);
      devices.sort(null);
    }
    return new EmittedPane(
        row.getString("User"),
        row.getSchema().hasField("window_start")
            ? new Bounds(millis(row, "window_start"), millis(row, "window_end"))
            : Bounds.GLOBAL,
        Timing.valueOf(pane.getString("timing")),
        pane.getInt64("index"),
        row.getInt64(COUNT),
        devices);
  }

  private static long millis(Row row, String field) {
    ReadableInstant bound = row.getDateTime(field);
    return bound.getMillis();
  }
}
