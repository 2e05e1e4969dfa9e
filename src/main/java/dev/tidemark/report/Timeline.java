package dev.tidemark.report;

import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.draw.Svg;
import dev.tidemark.report.draw.TimeAxis;
import dev.tidemark.report.draw.TimeAxis.Interval;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ResultRow;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows over time, a lane for each user, device or whatever they belong to: columns as high as their
 * values, or bars as long as they lasted, and marks. Where bars are closer than can be told apart,
 * they are drawn as one.
 */
final class Timeline {
  private static final double LEFT = 130;
  private static final double RIGHT = Svg.WIDTH - 10.0;
  private static final double TOP = 8;

  private final List<Lane> ranked;
  private final int allLanes;
  private final List<ResultRow> marks;
  private final boolean areColumns;
  private final TimeAxis axis;

  /** The value of the highest column. */
  private final double mostValue;

  /** The bars of whoever they belong to, in order. */
  private record Lane(String name, List<Bar> bars) {}

  private record Bar(ResultRow row, double x, double right) {}

  /**
   * What there is room for.
   *
   * @param lanesLeft how many lanes there are beyond those that are drawn
   * @param joined how many bars are drawn as part of another
   */
  record Picture(Tag svg, int lanesLeft, long joined) {}

  /**
   * Prepares pictures; there is at least one row.
   *
   * @param areColumns whether bars are windows of one length, whose values compare
   */
  Timeline(List<ResultRow> bars, List<ResultRow> marks, boolean areColumns) {
    this.areColumns = areColumns;
    List<Interval> intervals = new ArrayList<>();
    Map<String, Long> rows = new HashMap<>();
    double most = 0;
    for (List<ResultRow> some : List.of(bars, marks)) {
      for (ResultRow row : some) {
        intervals.add(new Interval(row.startMs(), row.endMs()));
        rows.merge(row.lane(), 1L, Long::sum);
      }
    }
    for (ResultRow row : bars) {
      most = Double.isNaN(row.value()) ? most : Math.max(most, row.value());
    }
    this.mostValue = most;
    this.axis = new TimeAxis(intervals, LEFT, RIGHT);
    this.allLanes = rows.size();
    this.ranked =
        rows.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Long> lane) -> -lane.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(Detail.MOST_LANES)
            .map(lane -> new Lane(lane.getKey(), new ArrayList<>()))
            .toList();
    Map<String, Lane> byName = new HashMap<>();
    ranked.forEach(lane -> byName.put(lane.name, lane));
    for (ResultRow row : bars) {
      if (byName.containsKey(row.lane())) {
        byName.get(row.lane()).bars.add(new Bar(row, axis.x(row.startMs()), axis.x(row.endMs())));
      }
    }
    ranked.forEach(
        lane -> lane.bars.sort(Comparator.comparingLong((Bar bar) -> bar.row.startMs())));
    this.marks = marks.stream().filter(mark -> byName.containsKey(mark.lane())).toList();
  }

  /** Draws those lanes that have most rows. */
  Picture picture(String says, View view) {
    List<Lane> lanes =
        ranked.stream()
            .limit(view.detail().lanes())
            .sorted(Comparator.comparing(Lane::name))
            .toList();
    double height = areColumns ? (lanes.size() <= 1 ? 160 : lanes.size() <= 12 ? 44 : 30) : 22;
    double bottom = TOP + height * lanes.size();
    double least = 1;
    List<List<Run>> runs = runs(lanes, least);
    while (rectangles(runs) > view.detail().bars()) {
      least *= 2;
      runs = runs(lanes, least);
    }
    Tag svg = Svg.picture(bottom + 45, says).in(areColumns ? "windows" : "spans");
    svg.add(axis.draw(TOP, bottom), labels(lanes, height), bars(runs, height, view.palette()));
    svg.add(marks(lanes, height, view.detail().bars() / 2));
    long joined = runs.stream().flatMap(List::stream).mapToLong(run -> run.rows - 1).sum();
    return new Picture(svg, allLanes - lanes.size(), joined);
  }

  private static Tag labels(List<Lane> lanes, double height) {
    Tag labels = Tag.of("g").in("lanes");
    for (int i = 0; i < lanes.size(); i++) {
      double y = TOP + height * (i + 1);
      String lane = lanes.get(i).name.isEmpty() ? "all" : lanes.get(i).name;
      labels.add(Svg.line("grid", LEFT, y, RIGHT, y));
      labels.add(
          Svg.text(Words.cut(lane, 14), LEFT - 10, y - height / 2 + 4, "end")
              .add(Tag.of("title", Words.whole(lane))));
    }
    return labels;
  }

  /** What is drawn as one bar, lane by lane. */
  private static List<List<Run>> runs(List<Lane> lanes, double least) {
    List<List<Run>> all = new ArrayList<>();
    for (Lane lane : lanes) {
      List<Run> runs = new ArrayList<>();
      for (Bar bar : lane.bars) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last.takes(bar, least)) {
          last.add(bar);
        } else {
          runs.add(new Run(bar));
        }
      }
      all.add(runs);
    }
    return all;
  }

  private int rectangles(List<List<Run>> runs) {
    int rectangles = 0;
    for (List<Run> lane : runs) {
      for (Run run : lane) {
        rectangles += areColumns ? 1 : Math.max(1, run.first.kinds().size());
      }
    }
    return rectangles;
  }

  private Tag bars(List<List<Run>> runs, double laneHeight, Palette palette) {
    Tag all = Tag.of("g");
    for (int i = 0; i < runs.size(); i++) {
      double top = TOP + laneHeight * i;
      Tag lane = Tag.of("g");
      runs.get(i)
          .forEach(
              run ->
                  lane.add(
                      areColumns
                          ? column(run, top, laneHeight)
                          : bar(run, top + 3, laneHeight - 6, palette)));
      all.add(lane);
    }
    return all;
  }

  private Tag column(Run run, double top, double laneHeight) {
    double room = laneHeight - 6;
    double height =
        Double.isNaN(run.value) || mostValue <= 0
            ? room
            : Math.max(1, room * run.value / mostValue);
    double width = Math.max(2, run.right - run.x - 1);
    return Svg.rect("column", run.x, top + laneHeight - height, width, height)
        .add(Tag.of("title", run.title()));
  }

  /** A bar, in as many stripes as it has kinds. */
  private static Tag bar(Run run, double top, double height, Palette palette) {
    double width = Math.max(2, run.right - run.x);
    List<String> kinds = run.first.kinds();
    if (kinds.size() <= 1) {
      String style = kinds.isEmpty() ? "k0" : palette.style(kinds.get(0));
      return Svg.rect(style, run.x, top, width, height).add(Tag.of("title", run.title()));
    }
    Tag stripes = Tag.of("g").add(Tag.of("title", run.title()));
    for (int i = 0; i < kinds.size(); i++) {
      stripes.add(
          Svg.rect(
              palette.style(kinds.get(i)),
              run.x,
              top + height * i / kinds.size(),
              width,
              height / kinds.size()));
    }
    return stripes;
  }

  /** Marks that are drawn as one: the first of them, and how many there are. */
  private record Spot(ResultRow first, double y, long rows) {
    Spot with(Spot other) {
      return new Spot(first, y, rows + other.rows);
    }
  }

  private Tag marks(List<Lane> lanes, double laneHeight, int most) {
    Map<String, Double> heights = new HashMap<>();
    for (int i = 0; i < lanes.size(); i++) {
      heights.put(lanes.get(i).name, TOP + laneHeight * (i + 0.5));
    }
    Map<List<Object>, Spot> spots = new LinkedHashMap<>();
    for (ResultRow mark : marks) {
      Double y = heights.get(mark.lane());
      if (y != null) {
        spots.merge(
            List.of(y, Math.round(axis.x(mark.startMs()) / 3)), new Spot(mark, y, 1), Spot::with);
      }
    }
    Tag all = Tag.of("g").in("marks");
    spots.values().stream()
        .limit(most)
        .forEach(
            spot ->
                all.add(
                    Tag.of("path")
                        .with(
                            "d",
                            "M%s %sl6 7-6 7-6-7z"
                                .formatted(
                                    Svg.at(axis.x(spot.first.startMs())), Svg.at(spot.y - 7)))
                        .add(Tag.of("title", title(spot.first, spot.rows)))));
    return all;
  }

  private static String title(ResultRow row, long rows) {
    StringBuilder title = new StringBuilder();
    if (!row.lane().isEmpty()) {
      title.append(Words.cut(row.lane(), 60)).append(", ");
    }
    title.append(Words.milli(row.startMs()));
    if (row.spanMs() > 0) {
      title.append(", ").append(Words.span(row.spanMs()));
    }
    if (rows > 1) {
      return title.append(": the first of ").append(Words.counted(rows, "row", "rows")).toString();
    }
    if (!Double.isNaN(row.value())) {
      title.append(": ").append(Words.decimal(row.value()));
    }
    if (!row.kinds().isEmpty()) {
      title.append(": ").append(Words.cut(String.join(", ", row.kinds()), 80));
    }
    return title.toString();
  }

  /** Neighbouring bars of one lane that are drawn as one. */
  private static final class Run {
    private final ResultRow first;
    private final double x;
    private double right;
    private double value;
    private long rows = 1;

    Run(Bar bar) {
      this.first = bar.row;
      this.x = bar.x;
      this.right = bar.right;
      this.value = first.value();
    }

    /** Whether a bar begins where this ends, as far as can be seen. */
    boolean takes(Bar bar, double least) {
      return Math.max(right, x + 2) - 2 + least > bar.x - 1
          && right - x < 2 + least
          && bar.x - x < 1 + least
          && (least > 1 || bar.row.kinds().equals(first.kinds()));
    }

    void add(Bar bar) {
      right = Math.max(right, bar.right);
      value = Math.max(value, bar.row.value());
      rows++;
    }

    String title() {
      return Timeline.title(first, rows);
    }
  }
}
