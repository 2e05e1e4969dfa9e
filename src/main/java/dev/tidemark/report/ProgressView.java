package dev.tidemark.report;

import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.LineChart;
import dev.tidemark.report.draw.LineChart.Series;
import dev.tidemark.report.draw.LineChart.Unit;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ProgressPoint;
import dev.tidemark.report.markup.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;

/** How the run itself went: its rate, watermark, open windows and heap over time. */
final class ProgressView {
  private static final int MOST_STEPS = 5;

  private final View view;
  private final List<ProgressPoint> points;

  private ProgressView(View view) {
    this.view = view;
    this.points = view.run().progress();
  }

  static Chapter of(View view) {
    ProgressView progress = new ProgressView(view);
    List<Tag> content = new ArrayList<>();
    view.run().manifest().ifPresent(manifest -> content.add(Chapter.prose(pace(manifest))));
    if (progress.points.size() < 2) {
      content.add(
          Chapter.note(
              "Rate, watermark and heap over time are recorded for streams that take more than a"
                  + " second, in _progress.jsonl."));
    } else {
      content.addAll(progress.charts());
      content.add(
          Chapter.note(
              "Drag over a plot to zoom, double-click to see all. The figures are the runner's"
                  + " metrics: after a crash, rows that were written again may count twice."));
    }
    return new Chapter("run", "The run itself", content);
  }

  private static String pace(ManifestFacts manifest) {
    long read = manifest.records().read();
    Optional<Duration> took = manifest.duration().filter(it -> it.toMillis() > 0);
    return took.isEmpty()
        ? "It read %s.".formatted(Words.counted(read, "record", "records"))
        : "It read %s in %s, %s a second with start and end."
            .formatted(
                Words.counted(read, "record", "records"),
                Words.span(took.get().toMillis()),
                Words.number(Math.round(read * 1000.0 / took.get().toMillis())));
  }

  private List<Tag> charts() {
    List<Tag> charts = new ArrayList<>();
    charts.add(draw("rate", "Readings a second", Unit.COUNT, List.of(rate())));
    if (points.stream().anyMatch(point -> point.watermark().isPresent())) {
      charts.add(
          draw(
              "watermark",
              "Arrival clock and watermark (UTC)",
              Unit.INSTANT,
              List.of(
                  series("arrival clock", point -> value(point.arrivalClock())),
                  series("watermark", point -> value(point.watermark())))));
      charts.add(
          draw(
              "behind",
              "How far the watermark is behind the arrival clock",
              Unit.MILLIS,
              List.of(series("behind", point -> value(point.behindMs())))));
    }
    TreeSet<String> steps = new TreeSet<>();
    points.forEach(point -> steps.addAll(point.openWindows().keySet()));
    if (!steps.isEmpty()) {
      List<Series> open = new ArrayList<>();
      for (String step : steps.stream().limit(MOST_STEPS).toList()) {
        open.add(series(step, point -> (double) point.openWindows().getOrDefault(step, 0L)));
      }
      charts.add(
          draw("windows-open", "Windows that hold readings and take more", Unit.COUNT, open));
    }
    charts.add(
        draw(
            "heap",
            "Heap in use",
            Unit.BYTES,
            List.of(series("heap", point -> (double) point.heapBytes()))));
    return charts;
  }

  private Tag draw(String id, String title, Unit unit, List<Series> series) {
    List<Double> seconds = points.stream().map(ProgressPoint::seconds).toList();
    return new LineChart(id, title, unit, false, seconds, series)
        .thinned(view.detail().points())
        .draw(view.plots());
  }

  private Series rate() {
    List<Double> rate = new ArrayList<>();
    double seconds = 0;
    long readings = 0;
    for (ProgressPoint point : points) {
      double passed = point.seconds() - seconds;
      // The last row comes right after the one before.
      rate.add(passed < 0.2 ? Double.NaN : Math.max(0, (point.readings() - readings) / passed));
      seconds = point.seconds();
      readings = point.readings();
    }
    return new Series("readings a second", rate);
  }

  private Series series(String label, Function<ProgressPoint, Double> value) {
    return new Series(label, points.stream().map(value).toList());
  }

  private static double value(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : Double.NaN;
  }
}
