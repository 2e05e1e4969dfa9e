package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.CountAxis;
import dev.tidemark.report.draw.DelayAxis;
import dev.tidemark.report.draw.Svg;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/** How delays are spread, and what each max_delay would cost. */
final class DelayView {
  private static final double LEFT = 90;
  private static final double RIGHT = Svg.WIDTH - 70.0;
  private static final double TOP = 28;
  private static final double BOTTOM = 280;
  private static final int COLUMNS = 105;
  private static final long[] ASKED = {
    0, 100, 1000, 5000, 10_000, 60_000, 600_000, 3_600_000, 86_400_000
  };

  private final long maxDelay;

  /** Delays at which the number of readings with at least that delay is known. */
  private final long[] edges;

  /** Readings with at least the delay of an edge. */
  private final long[] later;

  private final List<long[]> bins;
  private final OptionalLong largest;

  DelayView(SummaryFacts summary) {
    this.maxDelay = summary.eventTime().maxDelayMs();
    this.bins = summary.delayHistogram();
    this.largest = summary.largestDelayMs();
    this.edges = new long[bins.size() + 1];
    this.later = new long[bins.size() + 1];
    for (int i = bins.size() - 1; i >= 0; i--) {
      edges[i] = bins.get(i)[0];
      later[i] = later[i + 1] + bins.get(i)[2];
    }
    edges[bins.size()] = bins.isEmpty() ? 0 : bins.get(bins.size() - 1)[1];
  }

  static Chapter of(SummaryFacts summary, View view) {
    DelayView delays = new DelayView(summary);
    List<Tag> content = new ArrayList<>();
    if (summary.delayHistogram().isEmpty()) {
      content.add(Chapter.prose("No reading of this run has both an event time and an arrival."));
    } else {
      content.add(
          Chapter.prose(
              "The bars are readings by their delay, arrival minus event time; a negative one has"
                  + " an event time after its arrival. The line is what would be lost: at each"
                  + " delay, the share of readings that come later than that. An ordered step with"
                  + " that max_delay would find them too late."));
      content.add(delays.figure(view));
      content.add(delays.table());
      content.add(
          Chapter.note(
              "Where two numbers are given, the true one lies between them, and where a delay is"
                  + " said to be enough at most, a smaller one may do. Exact numbers, for each step"
                  + " with its windows and allowed lateness:"));
      new CommandText(summary)
          .survey("lateness")
          .ifPresent(command -> content.add(Tag.of("p").add(command)));
    }
    return new Chapter("late", "What a max_delay would cost", content);
  }

  private long total() {
    return later[0];
  }

  /** Readings that come later than a max_delay: no fewer than the first, no more than the other. */
  long[] laterThan(long delay) {
    int next = 0;
    while (next < edges.length && edges[next] <= delay) {
      next++;
    }
    if (next == edges.length) {
      return new long[] {0, 0};
    }
    // Between two bins there are no readings.
    boolean isExact = next == 0 || bins.get(next - 1)[1] <= delay + 1;
    return new long[] {later[next], isExact ? later[next] : later[next - 1]};
  }

  /**
   * A max_delay that loses few enough readings.
   *
   * @param isExact whether no smaller one does
   */
  record Enough(long delay, boolean isExact) {
    String text() {
      String span = delay < 1000 ? "" : " (" + Words.span(delay) + ")";
      return (isExact ? "" : "at most ") + Words.number(delay) + " ms" + span;
    }
  }

  /** The smallest max_delay that is known to lose no more than so many readings. */
  Enough enough(long readings) {
    int bin = 0;
    while (bin < bins.size() - 1 && later[bin + 1] > readings) {
      bin++;
    }
    long delay = Math.max(0, bins.get(bin)[1] - 1);
    return new Enough(delay, delay == 0 || bins.get(bin)[0] == delay);
  }

  /** The smallest max_delay that loses nothing: the largest delay, as exactly as it is known. */
  Enough enoughForAll() {
    return largest.isPresent() ? new Enough(Math.max(0, largest.getAsLong()), true) : enough(0);
  }

  private Tag table() {
    Cells cells =
        new Cells().text("with a max_delay of").number("readings that come later").number("share");
    TreeSet<Long> asked = new TreeSet<>(List.of(maxDelay));
    for (long delay : ASKED) {
      if (delay <= edges[edges.length - 1]) {
        asked.add(delay);
      }
    }
    for (long delay : asked) {
      long[] found = laterThan(delay);
      cells.row(
          Words.span(delay) + (delay == maxDelay ? ", as in this run" : ""),
          range(Words.number(found[0]), Words.number(found[1])),
          range(Words.percent(found[0], total()), Words.percent(found[1], total())));
    }
    for (int oneOf : new int[] {100, 1000}) {
      Enough enough = enough(total() / oneOf);
      if (enough.delay >= enoughForAll().delay) {
        continue;
      }
      long found = laterThan(enough.delay)[1];
      cells.row(
          enough.text() + " loses no more than " + (oneOf == 100 ? "1 %" : "0.1 %"),
          Words.number(found),
          Words.percent(found, total()));
    }
    cells.row(enoughForAll().text() + " loses nothing", "0", "0 %");
    return cells.table();
  }

  private static String range(String least, String most) {
    return least.equals(most) ? least : least + " to " + most;
  }

  private Tag figure(View view) {
    DelayAxis scale =
        new DelayAxis(
            Math.min(0, edges[0]), Math.max(maxDelay * 2, edges[edges.length - 1]), LEFT, RIGHT);
    String caption = "Readings by delay, and the share that comes later";
    Tag svg = Svg.picture(BOTTOM + 40, caption);
    long[] columns = columns(scale);
    long top = CountAxis.top(Arrays.stream(columns).max().orElse(0));
    for (int i = 0; i <= 4; i++) {
      double y = BOTTOM - (BOTTOM - TOP) * i / 4;
      svg.add(
          Svg.line("grid", LEFT, y, RIGHT, y),
          Svg.text(25 * i + " %", RIGHT + 8, y + 4, "start").in("of-line"),
          Svg.text(Words.number(top / 4 * i), LEFT - 8, y + 4, "end"));
    }
    for (DelayAxis.Tick tick : scale.ticks(70)) {
      svg.add(
          Svg.line("tick", tick.at(), BOTTOM, tick.at(), BOTTOM + 5),
          Svg.text(tick.label(), tick.at(), BOTTOM + 22, "middle"));
    }
    svg.add(bars(columns, top));
    svg.add(Tag.of("path").in("line of-line").with("d", curve(scale)));
    double line = scale.at(maxDelay);
    boolean isRight = line > (LEFT + RIGHT) / 2;
    svg.add(
        Svg.line("watermark", line, TOP - 18, line, BOTTOM),
        Svg.text(
                "max_delay " + Words.span(maxDelay),
                line + (isRight ? -6 : 6),
                TOP - 9,
                isRight ? "end" : "start")
            .in("halo"));
    view.plots().set("late", data(scale, view.detail().points()));
    return Tag.of("figure")
        .with("data-readout", "late")
        .add(
            Tag.of("figcaption", caption),
            Tag.of("div").in("scroll picture").with("tabindex", 0).add(svg),
            Tag.of("p").in("readout").with("aria-hidden", "true"));
  }

  private long[] columns(DelayAxis scale) {
    long[] columns = new long[COLUMNS];
    for (long[] bin : bins) {
      double middle = scale.at(bin[0] + (bin[1] - 1 - bin[0]) / 2);
      int column = (int) ((middle - LEFT) / (RIGHT - LEFT) * COLUMNS);
      columns[Math.max(0, Math.min(COLUMNS - 1, column))] += bin[2];
    }
    return columns;
  }

  private static Tag bars(long[] columns, long top) {
    StringBuilder path = new StringBuilder();
    double width = (RIGHT - LEFT) / COLUMNS;
    for (int i = 0; i < COLUMNS; i++) {
      if (columns[i] > 0) {
        double height = Math.max(1.5, (BOTTOM - TOP) * columns[i] / top);
        path.append('M')
            .append(Svg.at(LEFT + i * width))
            .append(' ')
            .append(Svg.at(BOTTOM - height))
            .append('h')
            .append(Svg.at(width - 1))
            .append('v')
            .append(Svg.at(height))
            .append("h-")
            .append(Svg.at(width - 1))
            .append('z');
      }
    }
    return Tag.of("path").in("columns").with("d", path.toString());
  }

  private String curve(DelayAxis scale) {
    StringBuilder path = new StringBuilder("M" + Svg.at(LEFT) + " " + Svg.at(TOP));
    double last = LEFT;
    for (int i = 0; i < edges.length; i++) {
      double x = scale.at(edges[i]);
      if (x - last >= 1 || i == edges.length - 1) {
        double y = BOTTOM - (BOTTOM - TOP) * later[i] / total();
        path.append('H').append(Svg.at(x)).append('V').append(Svg.at(y));
        last = x;
      }
    }
    return path.append('H').append(Svg.at(RIGHT)).toString();
  }

  /** What the script says of the delay under the pointer. */
  private ObjectNode data(DelayAxis scale, int most) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.put("total", total());
    ArrayNode points = data.putArray("points");
    int step = (edges.length + most - 1) / most;
    for (int i = 0; i < edges.length; i += step) {
      ArrayNode point = points.addArray();
      point.add(Math.round(scale.at(edges[i]) * 10) / 10.0);
      point.add(Words.span(edges[i]));
      point.add(later[i]);
    }
    return data;
  }
}
