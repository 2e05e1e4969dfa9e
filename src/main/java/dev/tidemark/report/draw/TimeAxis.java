package dev.tidemark.report.draw;

import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An axis of instants on which long stretches without anything are folded: readings of minutes lie
 * days apart, and would be specks on an even axis.
 */
public final class TimeAxis {
  /** From when to when, ms since 1970. */
  public record Interval(long from, long to) {}

  private record Piece(long from, long to, double left, double right) {}

  /** No more gaps than that are folded. */
  private static final int MOST_FOLDS = 12;

  private static final double FOLD_WIDTH = 16;
  private static final double LABEL_WIDTH = 96;
  private static final long[] STEPS = {
    1,
    10,
    100,
    1000,
    5000,
    10_000,
    30_000,
    60_000,
    300_000,
    600_000,
    1_800_000,
    3_600_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000,
    604_800_000,
    2_592_000_000L,
    31_536_000_000L,
    315_360_000_000L
  };

  private final List<Piece> pieces = new ArrayList<>();

  /**
   * Creates an axis for what lies in some intervals.
   *
   * @param intervals in any order; not empty
   */
  public TimeAxis(List<Interval> intervals, double left, double right) {
    List<Interval> covered = folded(joined(intervals));
    double length = 0;
    for (Interval one : covered) {
      length += one.to - one.from;
    }
    double least = Math.min(24, (right - left) / covered.size() / 3);
    double room = right - left - (FOLD_WIDTH + least) * covered.size() + FOLD_WIDTH;
    double x = left;
    for (Interval one : covered) {
      double width = least + room * (one.to - one.from) / length;
      pieces.add(new Piece(one.from, one.to, x, x + width));
      x += width + FOLD_WIDTH;
    }
  }

  /** Where an instant lies. */
  public double x(long millis) {
    Piece last = pieces.get(0);
    for (Piece piece : pieces) {
      if (millis < piece.from) {
        return millis <= last.to ? at(last, millis) : piece.left;
      }
      last = piece;
    }
    return at(last, Math.min(millis, last.to));
  }

  private static double at(Piece piece, long millis) {
    double share = (double) (Math.max(millis, piece.from) - piece.from) / (piece.to - piece.from);
    return piece.left + Math.min(1, share) * (piece.right - piece.left);
  }

  /** How many gaps are folded. */
  public int folds() {
    return pieces.size() - 1;
  }

  private static List<Interval> joined(List<Interval> intervals) {
    List<Interval> sorted =
        intervals.stream().sorted(Comparator.comparingLong(Interval::from)).toList();
    List<Interval> joined = new ArrayList<>();
    long from = sorted.get(0).from;
    long to = from;
    for (Interval one : sorted) {
      if (one.from > to) {
        joined.add(new Interval(from, to));
        from = one.from;
      }
      to = Math.max(to, one.to);
    }
    joined.add(new Interval(from, to));
    return joined;
  }

  /** Keeps the gaps that are longer than half of what is covered, the longest of them. */
  private static List<Interval> folded(List<Interval> covered) {
    long length = covered.stream().mapToLong(one -> one.to - one.from).sum();
    List<Long> gaps = new ArrayList<>();
    for (int i = 1; i < covered.size(); i++) {
      gaps.add(covered.get(i).from - covered.get(i - 1).to);
    }
    long least =
        gaps.stream()
            .sorted(Comparator.reverseOrder())
            .limit(MOST_FOLDS)
            .reduce((first, second) -> second)
            .orElse(0L);
    long threshold = Math.max(Math.max(least, length / 3), 1);
    List<Interval> kept = new ArrayList<>();
    Interval open = covered.get(0);
    for (Interval one : covered.subList(1, covered.size())) {
      if (one.from - open.to >= threshold && kept.size() < MOST_FOLDS) {
        kept.add(open);
        open = one;
      } else {
        open = new Interval(open.from, one.to);
      }
    }
    kept.add(open);
    // A mark alone has no length, and would have no scale.
    long pad = Math.max(1, length / 200 / kept.size());
    return kept.stream().map(one -> new Interval(one.from - pad, one.to + pad)).toList();
  }

  /** The axis below a plot: ticks with times, dates where they change, folds with their length. */
  public Tag draw(double top, double bottom) {
    Tag axis = Tag.of("g").in("axis");
    double free = Double.NEGATIVE_INFINITY;
    String day = "";
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (i > 0) {
        axis.add(fold(pieces.get(i - 1), piece, top, bottom));
      }
      axis.add(line("base", piece.left, bottom, piece.right, bottom));
      long step = step(piece);
      for (long tick = -Math.floorDiv(-piece.from, step) * step; tick <= piece.to; tick += step) {
        double x = at(piece, tick);
        axis.add(line("tick", x, top, x, bottom));
        if (x >= free) {
          axis.add(label(time(tick, step), x, bottom + 18));
          String its = Words.minute(tick).substring(0, Words.minute(tick).length() - 6);
          if (!its.equals(day)) {
            axis.add(label(its, x, bottom + 36));
            day = its;
          }
          free = x + LABEL_WIDTH;
        }
      }
    }
    return axis;
  }

  private static long step(Piece piece) {
    double pixels = piece.right - piece.left;
    for (long step : STEPS) {
      if ((piece.to - piece.from) / (double) step * LABEL_WIDTH <= pixels + LABEL_WIDTH) {
        return step;
      }
    }
    return STEPS[STEPS.length - 1] * 10;
  }

  private static String time(long millis, long step) {
    String text = Words.milli(millis);
    int at = text.length() - 12;
    return text.substring(at, step >= 60_000 ? at + 5 : step >= 1000 ? at + 8 : at + 12);
  }

  private static Tag fold(Piece before, Piece after, double top, double bottom) {
    double x = (before.right + after.left) / 2;
    return Tag.of("g")
        .in("fold")
        .add(
            Tag.of("title", "nothing for " + Words.span(after.from - before.to)),
            Tag.of("rect")
                .with("x", Svg.at(before.right + 2))
                .with("y", Svg.at(top))
                .with("width", Svg.at(after.left - before.right - 4))
                .with("height", Svg.at(bottom - top)),
            line("zigzag", x - 3, bottom + 4, x + 1, bottom - 4),
            line("zigzag", x + 1, bottom + 4, x + 5, bottom - 4));
  }

  private static Tag line(String style, double x1, double y1, double x2, double y2) {
    return Svg.line(style, x1, y1, x2, y2);
  }

  private static Tag label(String text, double x, double y) {
    // Not beyond the right edge of the picture.
    return Svg.text(text, Math.min(x, Svg.WIDTH - 3.7 * text.length()), y, "middle");
  }
}
