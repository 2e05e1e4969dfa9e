package dev.tidemark.report;

import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.DelayAxis;
import dev.tidemark.report.draw.Svg;
import dev.tidemark.report.draw.TimeAxis;
import dev.tidemark.report.draw.TimeAxis.Interval;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.facts.SummaryFacts.Density;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** When readings arrived, and how long after their event times: a density for each device. */
final class DensityView {
  private static final double LEFT = 100;
  private static final double RIGHT = Svg.WIDTH - 10.0;
  private static final double TOP = 12;
  private static final double BOTTOM = 300;
  private static final double MARGIN = 10;
  private static final int SHADES = 5;

  private final SummaryFacts summary;
  private final Detail detail;

  private DensityView(SummaryFacts summary, Detail detail) {
    this.summary = summary;
    this.detail = detail;
  }

  static Chapter of(SummaryFacts summary, Detail detail) {
    return new Chapter(
        "delays", "Event time against arrival", new DensityView(summary, detail).content());
  }

  private List<Tag> content() {
    if (!summary.eventTime().hasArrivals()) {
      return List.of(
          Chapter.prose(
              "The schema of these readings names no arrival_time, so they are taken to arrive when"
                  + " they happened: none is late, and no clock can be judged."));
    }
    List<Density> devices =
        summary.density().stream().filter(device -> !device.cells().isEmpty()).toList();
    if (devices.isEmpty()) {
      return List.of(
          Chapter.prose("No reading of this run has both an event time and an arrival."));
    }
    List<Tag> content = new ArrayList<>();
    content.add(
        Chapter.prose(
            "Each spot is readings that arrived at that time, that long after their event time; the"
                + " stronger its colour, the more. The line is the watermark: it follows arrivals"
                + " at a distance of max_delay, "
                + Words.span(summary.eventTime().maxDelayMs())
                + ". Readings in the shaded region above it came too late for steps that read in"
                + " event-time order; windows with an allowed lateness still take some of them."));
    List<Density> shown = devices.stream().limit(detail.devices()).toList();
    content.add(switched(shown));
    if (shown.size() < devices.size() || summary.ofOtherDevices() > 0) {
      content.add(Chapter.note(left(devices.size() - shown.size())));
    }
    return content;
  }

  private String left(int notShown) {
    List<String> left = new ArrayList<>();
    if (notShown > 0) {
      left.add(Words.counted(notShown, "more device is", "more devices are") + " not drawn.");
    }
    if (summary.ofOtherDevices() > 0) {
      left.add(
          Words.counted(summary.ofOtherDevices(), "reading", "readings")
              + " of the other devices are in the delays below, but not drawn here.");
    }
    return String.join(" ", left);
  }

  /** One figure at a time, chosen by radio buttons, which need no script. */
  private Tag switched(List<Density> devices) {
    Tag box = Tag.of("div").in("switch");
    for (int i = 0; i < devices.size(); i++) {
      Tag input =
          Tag.of("input")
              .with("type", "radio")
              .with("name", "device")
              .with("id", "device-" + i)
              .with("aria-label", Words.whole(devices.get(i).device()));
      box.add(i == 0 ? input.with("checked", "") : input);
    }
    if (devices.size() > 1) {
      Tag labels = Tag.of("div").in("choices");
      for (int i = 0; i < devices.size(); i++) {
        labels.add(
            Tag.of("label", Words.cut(devices.get(i).device(), 24))
                .with("for", "device-" + i)
                .with("title", Words.whole(devices.get(i).device())));
      }
      box.add(labels);
    }
    Tag panels = Tag.of("div").in("panels");
    devices.forEach(device -> panels.add(figure(device)));
    return box.add(panels);
  }

  private Tag figure(Density density) {
    long readings = density.cells().stream().mapToLong(cell -> cell[3]).sum();
    String caption =
        "%s: %s, by arrival (UTC) and delay"
            .formatted(
                Words.cut(density.device(), 40), Words.counted(readings, "reading", "readings"));
    return Tag.of("figure")
        .add(
            Tag.of("figcaption", caption),
            Tag.of("div").in("scroll picture").with("tabindex", 0).add(picture(density, caption)));
  }

  private Tag picture(Density density, String caption) {
    long maxDelay = summary.eventTime().maxDelayMs();
    List<long[]> cells = density.cells();
    long least = Math.min(0, cells.stream().mapToLong(cell -> cell[1]).min().orElse(0));
    long most = Math.max(maxDelay * 2, cells.stream().mapToLong(cell -> cell[2]).max().orElse(1));
    DelayAxis scale = new DelayAxis(least, most, BOTTOM - MARGIN, TOP + MARGIN);
    long bin = Math.max(1, density.arrivalBinMs());
    TimeAxis axis =
        new TimeAxis(
            cells.stream().map(cell -> new Interval(cell[0], cell[0] + bin)).toList(), LEFT, RIGHT);
    Tag svg = Svg.picture(BOTTOM + 45, caption).in("density");
    double line = scale.at(maxDelay);
    svg.add(Svg.rect("too-late", LEFT, TOP, RIGHT - LEFT, Math.max(0, line - TOP)));
    for (DelayAxis.Tick tick : scale.ticks(20)) {
      svg.add(
          Svg.line("grid", LEFT, tick.at(), RIGHT, tick.at()),
          Svg.text(tick.label(), LEFT - 8, tick.at() + 4, "end"));
    }
    svg.add(axis.draw(TOP, BOTTOM));
    svg.add(spots(cells, scale, axis, bin));
    svg.add(
        Svg.line("watermark", LEFT, line, RIGHT, line),
        Svg.text("watermark: max_delay " + Words.span(maxDelay), RIGHT - 4, line - 6, "end")
            .in("halo"));
    return svg;
  }

  /** A rectangle of readings, top and bottom in rows of a grid. */
  private record Spot(long fromMs, long top, long bottom, long readings) {
    Spot with(Spot other) {
      return new Spot(
          fromMs, top, Math.max(bottom, other.bottom), Math.addExact(readings, other.readings));
    }
  }

  /** The cells on a grid, so that there are no more of them than can be told apart. */
  private List<Spot> onGrid(List<long[]> cells, DelayAxis scale) {
    Map<List<Long>, Spot> spots = new LinkedHashMap<>();
    for (long[] cell : cells) {
      long top = (long) (scale.at(cell[2]) / detail.spot());
      long bottom = Math.max(top + 1, Math.round(scale.at(cell[1]) / detail.spot()));
      spots.merge(
          List.of(cell[0], top),
          new Spot(cell[0], top, bottom, cell[3]),
          (one, other) -> one.with(other));
    }
    return List.copyOf(spots.values());
  }

  /** One path for each shade, so that a spot costs a dozen bytes. */
  private Tag spots(List<long[]> cells, DelayAxis scale, TimeAxis axis, long bin) {
    List<Spot> spots = onGrid(cells, scale);
    long most = spots.stream().mapToLong(Spot::readings).max().orElse(1);
    Map<Integer, StringBuilder> paths = new TreeMap<>();
    for (Spot spot : spots) {
      int shade =
          most == 1
              ? SHADES - 1
              : (int) ((SHADES - 1) * Math.log((double) spot.readings) / Math.log((double) most));
      long x = Math.round(axis.x(spot.fromMs));
      long width = Math.max(2, Math.round(axis.x(spot.fromMs + bin)) - x);
      paths
          .computeIfAbsent(Math.max(0, shade), it -> new StringBuilder())
          .append('M')
          .append(x)
          .append(' ')
          .append(Math.round(spot.top * detail.spot()))
          .append('h')
          .append(width)
          .append('v')
          .append(Math.round((spot.bottom - spot.top) * detail.spot()))
          .append("h-")
          .append(width)
          .append('z');
    }
    Tag all = Tag.of("g");
    paths.forEach(
        (shade, path) -> all.add(Tag.of("path").in("shade" + shade).with("d", path.toString())));
    return all;
  }
}
