package dev.tidemark.report;

import dev.tidemark.clock.Verdict;
import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.LineChart;
import dev.tidemark.report.draw.LineChart.Series;
import dev.tidemark.report.draw.LineChart.Unit;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.Density;
import dev.tidemark.report.facts.SummaryFacts.DeviceDelays;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** How the clocks of devices stand to the arrivals: their least delays, and how these change. */
final class ClocksView {
  private static final int MOST_LINES = 8;

  /** How far a clock may be off, as for the command clocks. */
  private static final long TOLERANCE_MS = 10_000;

  /** Event times that are further off are of another unit or epoch. */
  private static final long TEN_YEARS_MS = 3_650 * 86_400_000L;

  private static final int MOST_TABLES = 8;

  private final SummaryFacts summary;
  private final View view;

  ClocksView(SummaryFacts summary, View view) {
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
    List<Tag> content = new ArrayList<>(corrections());
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
                        .text(
                            "Exact verdicts with pauses, sets and drifts, and a table that corrects"
                                + " event times: ")
                        .add(command)));
    return content;
  }

  private Tag table() {
    Cells cells =
        new Cells()
            .text("Device")
            .prose("its clock")
            .number("readings")
            .number("least delay")
            .number("largest delay");
    for (DeviceDelays device : summary.devices().stream().limit(view.detail().devices()).toList()) {
      cells.row(
          Words.cut(device.device(), 40),
          verdict(device),
          Words.number(device.readings()),
          Words.span(device.minDelayMs()),
          Words.span(device.maxDelayMs()));
    }
    return cells.table();
  }

  /** What has corrected the event times that are shown. */
  private List<Tag> corrections() {
    return view.run().manifest().map(ManifestFacts::clocks).orElse(Map.of()).entrySet().stream()
        .limit(MOST_TABLES)
        .map(
            clock ->
                Chapter.prose(
                    "Event times of %s are corrected by the clock table %s: %s of devices that it"
                            .formatted(
                                Words.cut(clock.getKey(), 40),
                                Words.cut(clock.getValue(), 80),
                                Words.counted(corrected(clock.getKey()), "reading", "readings"))
                        + " names. The delays on this page are those of corrected times."))
        .toList();
  }

  private long corrected(String step) {
    return view.run()
        .manifest()
        .flatMap(manifest -> Optional.ofNullable(manifest.steps().get(step)))
        .map(StepCounts::corrected)
        .orElse(0L);
  }

  /** As much of what the command clocks would say as can be told from the least delays. */
  String verdict(DeviceDelays device) {
    long least = device.minDelayMs();
    long most = device.maxDelayMs();
    if (least > TEN_YEARS_MS || most < -TEN_YEARS_MS) {
      return "%s, of another unit, or %s: years from the arrivals"
          .formatted(Verdict.FROM_BOOT.label(), Verdict.UNKNOWN.label());
    }
    if (least > TOLERANCE_MS) {
      return "%s by %s, or all its readings take this long to arrive"
          .formatted(Verdict.BEHIND.label(), Words.span(least));
    }
    if (least < -TOLERANCE_MS) {
      return "%s by %s%s"
          .formatted(
              Verdict.AHEAD.label(),
              Words.span(-least),
              isAlwaysAhead(device.device()) ? "" : ", but not always");
    }
    return "right to within %s at its best: %s, unless it %s, was %s or %s"
        .formatted(
            Words.span(Math.abs(least)),
            Verdict.OK.label(),
            Verdict.PAUSES.label(),
            Verdict.SET.label(),
            Verdict.DRIFTS.label());
  }

  /** Whether some reading of each span of time arrived before it happened. */
  private boolean isAlwaysAhead(String device) {
    return summary.density().stream()
        .filter(density -> density.device().equals(device))
        .flatMap(density -> density.least().stream())
        .allMatch(least -> least[1] < -TOLERANCE_MS);
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
