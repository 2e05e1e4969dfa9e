package dev.tidemark.report.draw;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Series over time, as a picture and as data for a plot that can be zoomed, which takes the
 * picture's place where scripts run.
 *
 * @param id of the plot in the page's data
 * @param title what is measured, and in which unit
 * @param isTime whether x is ms since 1970; otherwise it is seconds since the start
 * @param x ascending
 * @param series of the length of x
 */
public record LineChart(
    String id, String title, Unit unit, boolean isTime, List<Double> x, List<Series> series) {
  private static final double LEFT = 90;
  private static final double RIGHT = Svg.WIDTH - 10.0;
  private static final double TOP = 10;
  private static final double BOTTOM = 190;

  /** What values are, and how they are written. */
  public enum Unit {
    COUNT,
    BYTES,
    MILLIS,
    INSTANT;

    String text(double value) {
      return switch (this) {
        case COUNT -> Words.number(Math.round(value));
        case BYTES -> Words.bytes(Math.round(value));
        case MILLIS -> Words.span(Math.round(value));
        case INSTANT -> Words.second(Math.round(value));
      };
    }
  }

  /**
   * One line.
   *
   * @param y NaN where there is no value
   */
  public record Series(String label, List<Double> y) {}

  /** The figure, and its data under its id. */
  public Tag draw(ObjectNode plots) {
    plots.set(id, data());
    Tag figure = Tag.of("figure").in("plot").with("data-plot", id);
    figure.add(Tag.of("figcaption", title));
    Tag legend = Tag.of("ul").in("legend");
    for (int i = 0; i < series.size(); i++) {
      legend.add(
          Tag.of("li")
              .add(Tag.of("span").in("key " + Palette.series(i)))
              .text(Words.cut(series.get(i).label, 40)));
    }
    if (series.size() > 1) {
      figure.add(legend);
    }
    return figure.add(Tag.of("div").in("scroll picture").with("tabindex", 0).add(picture()));
  }

  private Tag picture() {
    double low = unit == Unit.INSTANT ? Double.MAX_VALUE : 0;
    double high = unit == Unit.INSTANT ? -Double.MAX_VALUE : 0;
    for (Series one : series) {
      for (double value : one.y) {
        if (!Double.isNaN(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (high <= low) {
      high = low + 1;
    }
    if (unit == Unit.COUNT) {
      high = CountAxis.top((long) Math.ceil(high));
    }
    Tag svg = Svg.picture(BOTTOM + 45, title);
    for (int i = 0; i <= 4; i++) {
      double value = low + (high - low) * i / 4;
      double y = BOTTOM - (BOTTOM - TOP) * i / 4;
      svg.add(
          Svg.line("grid", LEFT, y, RIGHT, y), Svg.text(unit.text(value), LEFT - 8, y + 4, "end"));
    }
    double first = x.isEmpty() ? 0 : x.get(0);
    double last = x.isEmpty() ? 1 : Math.max(first + 1, x.get(x.size() - 1));
    for (int i = 0; i <= 4; i++) {
      double value = first + (last - first) * i / 4;
      double at = LEFT + (RIGHT - LEFT) * i / 4;
      svg.add(
          Svg.text(
              isTime ? Words.minute(Math.round(value)) : Words.span(Math.round(value * 1000)),
              at,
              BOTTOM + 20,
              i == 0 ? "start" : i == 4 ? "end" : "middle"));
    }
    for (int i = 0; i < series.size(); i++) {
      svg.add(
          Tag.of("path")
              .in("line " + Palette.series(i))
              .with("d", path(series.get(i).y, first, last, low, high)));
    }
    return svg;
  }

  private String path(List<Double> y, double first, double last, double low, double high) {
    StringBuilder path = new StringBuilder();
    boolean isDown = false;
    for (int i = 0; i < y.size(); i++) {
      if (Double.isNaN(y.get(i))) {
        isDown = false;
        continue;
      }
      double atX = LEFT + (RIGHT - LEFT) * (x.get(i) - first) / (last - first);
      double atY = BOTTOM - (BOTTOM - TOP) * (y.get(i) - low) / (high - low);
      path.append(isDown ? 'L' : 'M').append(Svg.at(atX)).append(' ').append(Svg.at(atY));
      if (!isDown) {
        // A point without neighbours would be invisible.
        path.append("h.1");
      }
      isDown = true;
    }
    return path.toString();
  }

  private ObjectNode data() {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("unit", unit.name().toLowerCase(Locale.ROOT));
    data.put("time", isTime);
    ArrayNode columns = data.putArray("columns");
    columns.add(numbers(x));
    ArrayNode labels = data.putArray("labels");
    for (Series one : series) {
      labels.add(Words.cut(one.label, 40));
      columns.add(numbers(one.y));
    }
    return data;
  }

  private static ArrayNode numbers(List<Double> values) {
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    for (double value : values) {
      if (Double.isNaN(value)) {
        numbers.addNull();
      } else if (value == Math.rint(value)) {
        numbers.add(Math.round(value));
      } else {
        numbers.add(Math.round(value * 1000) / 1000.0);
      }
    }
    return numbers;
  }

  /** Fewer points, if there are more than that: of each run of neighbours the largest. */
  public LineChart thinned(int most) {
    int join = (x.size() + most - 1) / most;
    if (join <= 1) {
      return this;
    }
    List<Double> fewer = new ArrayList<>();
    for (int i = 0; i < x.size(); i += join) {
      fewer.add(x.get(i));
    }
    List<Series> thin = new ArrayList<>();
    for (Series one : series) {
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < x.size(); i += join) {
        y.add(largest(one.y.subList(i, Math.min(x.size(), i + join))));
      }
      thin.add(new Series(one.label, y));
    }
    return new LineChart(id, title, unit, isTime, fewer, thin);
  }

  private static double largest(List<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(Double.NaN);
  }
}
