package dev.tidemark.report;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.LineChart;
import dev.tidemark.report.draw.LineChart.Series;
import dev.tidemark.report.draw.LineChart.Unit;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.Density;
import dev.tidemark.report.facts.SummaryFacts.DeviceDelays;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the clocks of devices stand to the arrivals: their least delays, and how these change. */
final class ClocksView {
  private static final int MOST_LINES = 8;

  /** Less than that is how long a message takes. */
  private static final long PLAUSIBLE_MS = 1000;

  private static final long DAY_MS = 86_400_000;

  private final SummaryFacts summary;
  private final View view;

  private ClocksView(SummaryFacts summary, View view) {
    this.summary = summary;
    this.view = view;
  }

  static Chapter of(SummaryFacts summary, View view) {
    return new Chapter("clocks", "Clocks", new ClocksView(summary, view).content());
  }

  private List<Tag> content() {
    if (summary.devices().isEmpty()) {
      return List.of(
          Chapter.prose("No reading of this run has both an event time and an arrival."));
    }
    List<Tag> content = new ArrayList<>();
    content.add(
        Chapter.prose(
            "No reading can arrive before it was made, so the least delay of a device tells how its"
                + " clock stands to the one that stamped the arrivals: below zero it is ahead, and"
                + " what is well above zero is a clock that is behind, or a delivery that always"
                + " takes that long."));
    content.add(table());
    List<Density> drawn =
        summary.density().stream()
            .filter(device -> device.least().size() > 1)
            .limit(Math.min(MOST_LINES, view.detail().devices()))
            .toList();
    if (!drawn.isEmpty()) {
      content.add(chart(drawn).thinned(view.detail().points()).draw(view.plots()));
      content.add(
          Chapter.note(
              "A line that stays level is a steady clock; a slope is one that drifts, a step one"
                  + " that was set. Drag over the plot to zoom, double-click to see all."));
    }
    new CommandText(summary)
        .survey("clocks")
        .ifPresent(
            command ->
                content.add(
                    Tag.of("p")
                        .text("Segments, drifts and a table that corrects event times: ")
                        .add(command)));
    return content;
  }

  private Tag table() {
    Cells cells =
        new Cells()
            .text("Device")
            .number("readings")
            .number("least delay")
            .number("largest delay")
            .text("which says");
    for (DeviceDelays device : summary.devices().stream().limit(view.detail().devices()).toList()) {
      cells.row(
          Words.cut(device.device(), 40),
          Words.number(device.readings()),
          Words.span(device.minDelayMs()),
          Words.span(device.maxDelayMs()),
          verdict(device));
    }
    return cells.table();
  }

  private static String verdict(DeviceDelays device) {
    long least = device.minDelayMs();
    if (least < 0) {
      return "the clock is ahead by at least " + Words.span(-least);
    }
    if (least <= PLAUSIBLE_MS) {
      return "the clock agrees with the arrivals to " + Words.span(least);
    }
    if (device.firstEventMs() >= 0 && device.lastEventMs() < 365 * DAY_MS && least > 365 * DAY_MS) {
      return "the clock counts from a start of its own, not from 1970";
    }
    return "the clock is behind by up to " + Words.span(least) + ", or delivery takes that long";
  }

  private static LineChart chart(List<Density> devices) {
    TreeSet<Long> times = new TreeSet<>();
    List<NavigableMap<Long, Long>> points = new ArrayList<>();
    for (Density device : devices) {
      NavigableMap<Long, Long> leastByTime = new TreeMap<>();
      device.least().forEach(point -> leastByTime.merge(point[0], point[1], Math::min));
      points.add(leastByTime);
      times.addAll(leastByTime.keySet());
    }
    List<Double> x = times.stream().map(Long::doubleValue).toList();
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < devices.size(); i++) {
      NavigableMap<Long, Long> least = points.get(i);
      long base = least.values().stream().mapToLong(Long::longValue).min().orElse(0);
      List<Double> y =
          times.stream()
              .map(at -> least.containsKey(at) ? (double) (least.get(at) - base) : Double.NaN)
              .toList();
      series.add(new Series(devices.get(i).device(), y));
    }
    return new LineChart(
        "clocks",
        "Least delay of each device above its least of all, by arrival",
        Unit.MILLIS,
        true,
        x,
        series);
  }
}
