package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.gt;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
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
          AggregateColumn.count("n"),
          AggregateColumn.distinct("gt", ActivitySchema.GT).over(ActivitySchema.SCHEMA));

  /** A window of a user, with {@code "n":3,"gt":["walk"]}. */
  record Window(String user, long start, long end, String result) {}

  static Lifted of(List<Reading> readings, WindowFnSpec kind) {
    return of(readings, kind, Duration.ZERO, WindowingSpec.FOR_EVER);
  }

  static Lifted of(
      List<Reading> readings, WindowFnSpec kind, Duration maxDelay, Duration allowedLateness) {
    CombineSpec spec = spec(kind, maxDelay, allowedLateness);
    Partials partials = Partials.of(spec);
    List<LateReading> late = new ArrayList<>();
    partials.add(ReadingColumns.of(readings), late);
    return new Lifted(windows(partials), late);
  }

  /** The same, for bundles that are merged after the shuffle, the last one first. */
  static Lifted merged(List<List<Reading>> bundles, WindowFnSpec kind) {
    CombineSpec spec = spec(kind, Duration.ZERO, WindowingSpec.FOR_EVER);
    Partials merged = Partials.of(spec);
    for (int i = bundles.size() - 1; i >= 0; i--) {
      Partials ofBundle = Partials.of(spec);
      ofBundle.add(ReadingColumns.of(bundles.get(i)), new ArrayList<>());
      List<WindowPartial> lifted = new ArrayList<>();
      ofBundle.forEach(lifted::add);
      shuffle(lifted, merged);
    }
    return new Lifted(windows(merged), List.of());
  }

  private static CombineSpec spec(WindowFnSpec kind, Duration maxDelay, Duration allowedLateness) {
    return new CombineSpec(
        List.of(ActivitySchema.USER),
        AGGREGATES,
        false,
        new EventTime(ActivitySchema.CREATION_TIME, maxDelay),
        new WindowingSpec(
            kind,
            allowedLateness,
            TriggerSpec.AT_WATERMARK,
            WindowingSpec.Accumulation.ACCUMULATING));
  }

  private static void shuffle(List<WindowPartial> lifted, Partials merged) {
    try {
      WindowPartial.decode(WindowPartial.encode(lifted), AGGREGATES, merged::merge);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Window> windows(Partials partials) {
    List<Window> windows = new ArrayList<>();
    partials.forEach(
        lifted -> {
          IntervalWindow bounds = (IntervalWindow) lifted.window();
          String row = ResultTexts.of(AGGREGATES, lifted.partial());
          windows.add(
              new Window(
                  lifted.key().values().get(0).orElseThrow().toString(),
                  bounds.start().getMillis(),
                  bounds.end().getMillis(),
                  row.substring(1, row.length() - 1)));
        });
    return windows;
  }

  /** The same for a list of sorted readings, by definition. */
  static String result(List<Reading> ordered) {
    String labels =
        String.join(
            ",",
            ordered.stream()
                .flatMap(reading -> gt(reading).stream())
                .distinct()
                .map(label -> '"' + label + '"')
                .toList());
    return "\"n\":%d,\"gt\":[%s]".formatted(ordered.size(), labels);
  }
}
