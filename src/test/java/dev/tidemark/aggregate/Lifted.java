package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.gt;

import dev.tidemark.aggregate.BundlePartials.Spread;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;

/**
 * What one bundle makes of readings: its windows, with counts and labels, and the late readings.
 */
record Lifted(List<Window> windows, List<LateReading> late) {
  private static final List<AggregateColumn> AGGREGATES =
      List.of(AggregateColumn.count("n"), AggregateColumn.distinct("gt", ActivitySchema.GT));

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

  /** The same, if the readings are combined only after the shuffle. */
  static Lifted uncombined(
      List<Reading> readings, WindowFnSpec kind, Duration maxDelay, Duration allowedLateness) {
    return merged(List.of(readings), 0, spec(kind, maxDelay, allowedLateness));
  }

  /**
   * The same, for bundles that are merged after the shuffle, the last one first.
   *
   * @param sample how many readings of a bundle show whether others are combined before it
   */
  static Lifted merged(List<List<Reading>> bundles, WindowFnSpec kind, int sample) {
    return merged(bundles, sample, spec(kind, Duration.ZERO, WindowingSpec.FOR_EVER));
  }

  private static Lifted merged(List<List<Reading>> bundles, int sample, CombineSpec spec) {
    Map<Integer, Partials> merged = new TreeMap<>();
    List<LateReading> late = new ArrayList<>();
    for (int i = bundles.size() - 1; i >= 0; i--) {
      BundlePartials bundle = new BundlePartials(spec, Buckets.MANY, Spread.BY_WINDOW, sample);
      for (List<Reading> batch : SomeReadings.bundles(bundles.get(i), 2)) {
        bundle.add(ReadingColumns.of(batch), late);
      }
      bundle.forEach(
          (bucket, some) ->
              BundleBucket.decode(some.encode(), spec)
                  .addTo(merged.computeIfAbsent(bucket, first -> Partials.of(spec))));
    }
    return new Lifted(
        merged.values().stream().flatMap(bucket -> windows(bucket).stream()).toList(), late);
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
            WindowingSpec.Accumulation.ACCUMULATING),
        ActivitySchema.SCHEMA);
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
