package dev.tidemark.report.draw;

import dev.tidemark.report.markup.Tag;

/** Parts of pictures. */
public final class Svg {
  /** How wide pictures are drawn; the page scales them. */
  public static final int WIDTH = 1000;

  private Svg() {}

  /**
   * A picture of that height.
   *
   * @param says what it shows, to those who cannot see it
   */
  public static Tag picture(double height, String says) {
    return Tag.of("svg")
        .with("viewBox", "0 0 " + WIDTH + " " + at(height))
        .with("role", "img")
        .with("aria-label", says);
  }

  /** A coordinate, as short as it can be written. */
  public static String at(double value) {
    long tenths = Math.round(value * 10);
    if (tenths % 10 == 0) {
      return Long.toString(tenths / 10);
    }
    return (tenths < 0 ? "-" : "") + Math.abs(tenths / 10) + "." + Math.abs(tenths % 10);
  }

  /** A straight line. */
  public static Tag line(String style, double x1, double y1, double x2, double y2) {
    return Tag.of("line")
        .in(style)
        .with("x1", at(x1))
        .with("y1", at(y1))
        .with("x2", at(x2))
        .with("y2", at(y2));
  }

  /**
   * A line of text.
   *
   * @param anchor {@code start}, {@code middle} or {@code end}
   */
  public static Tag text(String text, double x, double y, String anchor) {
    return Tag.of("text", text).with("x", at(x)).with("y", at(y)).with("text-anchor", anchor);
  }

  /** A rectangle. */
  public static Tag rect(String style, double x, double y, double width, double height) {
    return Tag.of("rect")
        .in(style)
        .with("x", at(x))
        .with("y", at(y))
        .with("width", at(width))
        .with("height", at(height));
  }
}
