package dev.tidemark.aggregate;

import dev.tidemark.model.Field;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingColumns;
import dev.tidemark.row.JsonRow;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TimeField;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;

/**
 * What one bundle makes of readings: its windows, with counts and labels, and the late readings.
 */
record Lifted(List<Window> windows, List<LateReading> late) {
  private static final List<AggregateColumn> AGGREGATES =
      List.of(
          new AggregateColumn("n", Function.COUNT, Field.USER),
          new AggregateColumn("gt", Function.DISTINCT, Field.GT));

  /** A window of a user, with {@code "n":3,"gt":["walk"]}. */
  record Window(String user, long start, long end, String result) {}

  static Lifted of(List<Reading> readings, WindowFnSpec kind) {
    return of(readings, kind, Duration.ZERO, WindowingSpec.FOR_EVER);
  }

  static Lifted of(
      List<Reading> readings, WindowFnSpec kind, Duration maxDelay, Duration allowedLateness) {
    CombineSpec spec =
        new CombineSpec(
            List.of(Field.USER),
            AGGREGATES,
            false,
            new EventTime(TimeField.CREATION_TIME, maxDelay),
            new WindowingSpec(
                kind,
                allowedLateness,
                TriggerSpec.AT_WATERMARK,
                WindowingSpec.Accumulation.ACCUMULATING));
    Partials partials = Partials.of(spec);
    List<LateReading> late = new ArrayList<>();
    partials.add(ReadingColumns.of(readings), late);
    List<Window> windows = new ArrayList<>();
    partials.forEach(
        (key, window, partial) -> {
          IntervalWindow bounds = (IntervalWindow) window;
          String row = JsonRow.of(json -> partial.writeResults(AGGREGATES, json));
          windows.add(
              new Window(
                  key.values().get(0).orElseThrow(),
                  bounds.start().getMillis(),
                  bounds.end().getMillis(),
                  row.substring(1, row.length() - 1)));
        });
    return new Lifted(windows, late);
  }

  /** The same for a list of sorted readings, by definition. */
  static String result(List<Reading> ordered) {
    String labels =
        String.join(
            ",",
            ordered.stream()
                .flatMap(reading -> reading.gt().stream())
                .distinct()
                .map(label -> '"' + label + '"')
                .toList());
    return "\"n\":%d,\"gt\":[%s]".formatted(ordered.size(), labels);
  }
}
