package dev.tidemark.report;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What became of the readings at each step, as bars on one scale. */
final class FateView {
  private static final int WIDTH = 1000;

  private final List<Map.Entry<String, StepCounts>> steps;
  private final long most;
  private final Detail detail;

  private FateView(ManifestFacts manifest, Detail detail) {
    this.detail = detail;
    this.steps =
        manifest.steps().entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<String, StepCounts> step) -> -step.getValue().read())
                    .thenComparing(step -> step.getValue().accepted() == 0))
            .toList();
    this.most = steps.stream().mapToLong(step -> step.getValue().read()).max().orElse(0);
  }

  static Chapter of(ManifestFacts manifest, View page) {
    FateView view = new FateView(manifest, page.detail());
    List<Tag> content = new ArrayList<>();
    if (view.steps.isEmpty()) {
      content.add(Chapter.prose("No step of this run read anything."));
    } else {
      content.add(
          Chapter.prose(
              "Each bar is what a step read; its parts are what became of it. What a step passed on,"
                  + " the steps after it read."));
      content.add(legend());
      content.add(view.table());
      if (view.steps.size() > view.detail.names()) {
        content.add(
            Chapter.note(
                "%s more steps, which read less, are not shown."
                    .formatted(Words.number(view.steps.size() - view.detail.names()))));
      }
    }
    return new Chapter("fate", "What became of the readings", content);
  }

  private static Tag legend() {
    Tag list = Tag.of("ul").in("legend");
    for (String fate : List.of("passed on", "filtered", "duplicate", "late", "malformed")) {
      list.add(Tag.of("li").add(Tag.of("span").in("key " + styleOf(fate))).text(fate));
    }
    return list;
  }

  private static String styleOf(String fate) {
    return "fate-" + (fate.equals("passed on") ? "passed" : fate);
  }

  private Tag table() {
    Cells cells =
        new Cells()
            .text("Step")
            .text("")
            .number("read")
            .number("filtered")
            .number("duplicate")
            .number("late")
            .number("malformed")
            .number("passed on");
    for (Map.Entry<String, StepCounts> step : steps.stream().limit(detail.names()).toList()) {
      StepCounts counts = step.getValue();
      List<Tag> row = new ArrayList<>();
      row.add(
          Tag.of("th", Words.cut(step.getKey(), 40))
              .with("scope", "row")
              .with("title", Words.whole(step.getKey())));
      row.add(Tag.of("td").in("bar").add(bar(counts)));
      for (long count :
          new long[] {
            counts.read(), counts.filtered(), counts.duplicate(), counts.late(), counts.malformed()
          }) {
        row.add(Tag.of("td", count == 0 ? "\u2013" : Words.number(count)).in("n"));
      }
      row.add(Tag.of("td", Words.number(counts.passed())).in("n"));
      cells.row(row);
    }
    return cells.table();
  }

  private Tag bar(StepCounts counts) {
    Tag svg =
        Tag.of("svg")
            .with("viewBox", "0 0 " + WIDTH + " 14")
            .with("preserveAspectRatio", "none")
            .with("role", "img")
            .with(
                "aria-label", "of %s read, %s passed on".formatted(counts.read(), counts.passed()));
    double x = 0;
    x = part(svg, x, counts.passed(), "passed");
    x = part(svg, x, counts.filtered(), "filtered");
    x = part(svg, x, counts.duplicate(), "duplicate");
    x = part(svg, x, counts.late(), "late");
    part(svg, x, counts.malformed(), "malformed");
    return svg;
  }

  /** A part of at least a visible width, if there is one. */
  private double part(Tag svg, double x, long count, String fate) {
    if (count <= 0 || most == 0) {
      return x;
    }
    double width = Math.max(3, (double) WIDTH * count / most);
    svg.add(
        Tag.of("rect")
            .in("fate-" + fate)
            .with("x", Math.round(x))
            .with("width", Math.round(width))
            .with("height", 14)
            .add(Tag.of("title", fate + ": " + Words.number(count))));
    return x + width;
  }
}
