package dev.tidemark.report;

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
import java.util.TreeMap;

/**
 * Rows over time, a lane for each user, device or whatever they belong to: columns as high as their
 * values, or bars as long as they lasted, and marks. Where bars are closer than can be told apart,
 * they are drawn as one.
 */
final class Timeline {
  private static final double LEFT = 130;
  private static final double RIGHT = Svg.WIDTH - 10.0;
  private static final double TOP = 8;

  private final List<ResultRow> bars;
  private final List<ResultRow> marks;
  private final boolean areColumns;
  private final View view;
  private final List<String> lanes;
  private final int allLanes;
  private final double laneHeight;
  private double least = 1;
  private long joined;

  /**
   * Prepares a picture.
   *
   * @param areColumns whether bars are windows of one length, whose values compare
   */
  Timeline(List<ResultRow> bars, List<ResultRow> marks, boolean areColumns, View view) {
    this.bars = bars;
    this.marks = marks;
    this.areColumns = areColumns;
    this.view = view;
    Map<String, Long> rows = new HashMap<>();
    bars.forEach(row -> rows.merge(row.lane(), 1L, Long::sum));
    marks.forEach(row -> rows.merge(row.lane(), 1L, Long::sum));
    this.allLanes = rows.size();
    this.lanes =
        rows.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Long> lane) -> -lane.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(view.detail().lanes())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    this.laneHeight = areColumns ? (lanes.size() <= 1 ? 160 : lanes.size() <= 12 ? 44 : 30) : 22;
  }

  /** How many lanes there are beyond those that are drawn. */
  int lanesLeft() {
    return allLanes - lanes.size();
  }

  /** How many bars are drawn as part of another. */
  long joined() {
    return joined;
  }

  Tag picture(String says) {
    List<Interval> intervals = new ArrayList<>();
    bars.forEach(row -> intervals.add(new Interval(row.startMs(), row.endMs())));
    marks.forEach(row -> intervals.add(new Interval(row.startMs(), row.endMs())));
    TimeAxis axis = new TimeAxis(intervals, LEFT, RIGHT);
    Map<String, List<ResultRow>> byLane = new TreeMap<>();
    lanes.forEach(lane -> byLane.put(lane, new ArrayList<>()));
    for (ResultRow row : bars) {
      if (byLane.containsKey(row.lane())) {
        byLane.get(row.lane()).add(row);
      }
    }
    byLane.values().forEach(rows -> rows.sort(Comparator.comparingLong(ResultRow::startMs)));
    double bottom = TOP + laneHeight * lanes.size();
    Tag svg = Svg.picture(bottom + 45, says).in(areColumns ? "windows" : "spans");
    svg.add(axis.draw(TOP, bottom));
    Tag drawn = bars(byLane, axis);
    while (count(drawn) > view.detail().bars()) {
      least *= 2;
      joined = 0;
      drawn = bars(byLane, axis);
    }
    return svg.add(labels(), drawn, marks(axis));
  }

  private int rectangles;

  private int count(Tag drawn) {
    return drawn == null ? 0 : rectangles;
  }

  private Tag labels() {
    Tag labels = Tag.of("g").in("lanes");
    for (int i = 0; i < lanes.size(); i++) {
      double y = TOP + laneHeight * (i + 1);
      String lane = lanes.get(i).isEmpty() ? "all" : lanes.get(i);
      labels.add(Svg.line("grid", LEFT, y, RIGHT, y));
      labels.add(
          Svg.text(Words.cut(lane, 14), LEFT - 10, y - laneHeight / 2 + 4, "end")
              .add(Tag.of("title", Words.whole(lane))));
    }
    return labels;
  }

  private Tag bars(Map<String, List<ResultRow>> byLane, TimeAxis axis) {
    rectangles = 0;
    double most = areColumns ? mostValue() : 0;
    Tag all = Tag.of("g");
    for (int i = 0; i < lanes.size(); i++) {
      double top = TOP + laneHeight * i;
      Tag lane = Tag.of("g");
      Run run = null;
      for (ResultRow row : byLane.get(lanes.get(i))) {
        double x = axis.x(row.startMs());
        double right = axis.x(row.endMs());
        if (run != null && run.takes(row, x, least)) {
          run.add(row, right);
          joined++;
          continue;
        }
        if (run != null) {
          draw(run, top, most, lane);
        }
        run = new Run(row, x, right);
      }
      if (run != null) {
        draw(run, top, most, lane);
      }
      all.add(lane);
    }
    return all;
  }

  private double mostValue() {
    double most = 0;
    for (ResultRow row : bars) {
      most = Double.isNaN(row.value()) ? most : Math.max(most, row.value());
    }
    return most;
  }

  /** A bar, in as many stripes as it has kinds. */
  private void draw(Run run, double top, double most, Tag lane) {
    double width = Math.max(2, run.right - run.x - (areColumns ? 1 : 0));
    if (areColumns) {
      double room = laneHeight - 6;
      double height =
          Double.isNaN(run.value) || most <= 0 ? room : Math.max(1, room * run.value / most);
      lane.add(
          Svg.rect("column", run.x, top + laneHeight - height, width, height)
              .add(Tag.of("title", run.title())));
      rectangles++;
      return;
    }
    double height = laneHeight - 6;
    List<String> kinds = run.first.kinds();
    if (kinds.size() <= 1) {
      String style = kinds.isEmpty() ? "k0" : view.palette().style(kinds.get(0));
      lane.add(Svg.rect(style, run.x, top + 3, width, height).add(Tag.of("title", run.title())));
      rectangles++;
      return;
    }
    Tag stripes = Tag.of("g").add(Tag.of("title", run.title()));
    for (int i = 0; i < kinds.size(); i++) {
      stripes.add(
          Svg.rect(
              view.palette().style(kinds.get(i)),
              run.x,
              top + 3 + height * i / kinds.size(),
              width,
              height / kinds.size()));
    }
    lane.add(stripes);
    rectangles += kinds.size();
  }

  private Tag marks(TimeAxis axis) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < lanes.size(); i++) {
      places.put(lanes.get(i), i);
    }
    Map<String, List<ResultRow>> bySpot = new LinkedHashMap<>();
    for (ResultRow mark : marks) {
      if (places.containsKey(mark.lane())) {
        String spot = places.get(mark.lane()) + " " + Math.round(axis.x(mark.startMs()) / 3);
        bySpot.computeIfAbsent(spot, it -> new ArrayList<>()).add(mark);
      }
    }
    Tag all = Tag.of("g").in("marks");
    bySpot.values().stream()
        .limit(view.detail().bars() / 2)
        .forEach(
            spot -> {
              ResultRow first = spot.get(0);
              double x = axis.x(first.startMs());
              double y = TOP + laneHeight * (places.get(first.lane()) + 0.5);
              all.add(
                  Tag.of("path")
                      .with("d", "M%s %sl6 7-6 7-6-7z".formatted(Svg.at(x), Svg.at(y - 7)))
                      .add(Tag.of("title", title(first, spot.size()))));
            });
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

    Run(ResultRow first, double x, double right) {
      this.first = first;
      this.x = x;
      this.right = right;
      this.value = first.value();
    }

    /** Whether a row begins where this ends, as far as can be seen. */
    boolean takes(ResultRow row, double rowX, double least) {
      return Math.max(right, x + 2) - 2 + least > rowX - 1
          && right - x < 2 + least
          && rowX - x < 1 + least
          && (least > 1 || row.kinds().equals(first.kinds()));
    }

    void add(ResultRow row, double rowRight) {
      right = Math.max(right, rowRight);
      value = Math.max(value, row.value());
      rows++;
    }

    String title() {
      return Timeline.title(first, rows);
    }
  }
}
