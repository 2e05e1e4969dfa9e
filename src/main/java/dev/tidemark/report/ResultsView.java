package dev.tidemark.report;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Svg;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.LatestRows;
import dev.tidemark.report.facts.ResultRow;
import dev.tidemark.report.facts.SinkFacts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of results: windows as columns, sessions as bars, alerts as marks. */
final class ResultsView {
  private static final int MOST_VALUES = 25;
  private static final int MOST_COLUMNS = 12;

  private final View view;
  private final List<SinkFacts> sinks;

  private ResultsView(View view) {
    this.view = view;
    this.sinks = view.run().sinks().stream().limit(view.detail().sinks()).toList();
  }

  /** The chapters: windows of one length; spans of any length, and marks; and rows without time. */
  static List<Chapter> of(View view) {
    ResultsView results = new ResultsView(view);
    List<Chapter> chapters = new ArrayList<>();
    results.windows().ifPresent(chapters::add);
    results.spans().ifPresent(chapters::add);
    results.others().ifPresent(chapters::add);
    return chapters;
  }

  private Optional<Chapter> windows() {
    List<Tag> content = new ArrayList<>();
    for (SinkFacts sink : sinks) {
      if (sink.hasEqualSpans()) {
        content.addAll(window(sink));
      }
    }
    return chapter("windows", "Windows and panes", content);
  }

  private List<Tag> window(SinkFacts sink) {
    List<ResultRow> rows = LatestRows.of(sink.rows(), view.run().isStream());
    Timeline timeline = new Timeline(rows, List.of(), true, view);
    String value = sink.shape().value().orElse("");
    String caption =
        "%s: %s of %s%s"
            .formatted(
                Words.cut(sink.name(), 40),
                Words.counted(rows.size(), "window", "windows"),
                Words.span(rows.get(0).spanMs()),
                value.isEmpty() ? "" : "; height is " + Words.cut(value, 40));
    List<Tag> tags = new ArrayList<>();
    tags.add(figure(caption, timeline.picture(caption)));
    double most = rows.stream().mapToDouble(ResultRow::value).max().orElse(Double.NaN);
    List<String> notes = new ArrayList<>();
    if (!Double.isNaN(most)) {
      notes.add("The highest column is " + Words.decimal(most) + ".");
    }
    notes.addAll(notes(sink, timeline, sink.rows().size() - rows.size()));
    tags.add(Chapter.note(String.join(" ", notes)));
    if (sink.shape().hasPanes()) {
      tags.add(panes(sink));
    }
    tags.add(samples(sink));
    return tags;
  }

  private static Tag panes(SinkFacts sink) {
    Map<String, Long> rows = new TreeMap<>();
    Map<Long, Long> perWindow = new TreeMap<>();
    Map<String, Long> panes = new LinkedHashMap<>();
    for (ResultRow row : sink.rows()) {
      rows.merge(row.timing(), 1L, Long::sum);
      panes.merge(row.lane() + "\0" + row.startMs(), 1L, Long::sum);
    }
    panes.values().forEach(count -> perWindow.merge(count, 1L, Long::sum));
    Cells cells = new Cells().text("Pane").number("rows").text("what that means");
    rows.entrySet().stream()
        .limit(6)
        .forEach(
            timing ->
                cells.row(
                    Words.cut(timing.getKey(), 20),
                    Words.number(timing.getValue()),
                    meaning(timing.getKey())));
    long most = panes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    cells.row(
        "most of one window",
        Words.number(most),
        "so often its result was emitted, each time anew");
    return cells.table();
  }

  private static String meaning(String timing) {
    return switch (timing.toLowerCase(Locale.ROOT)) {
      case "early" -> "what had come before the watermark reached the window's end";
      case "on_time" -> "when the watermark reached the window's end";
      case "late" -> "again, for readings that came after that, but within allowed_lateness";
      default -> "";
    };
  }

  private Optional<Chapter> spans() {
    List<Tag> content = new ArrayList<>();
    List<SinkFacts> marks = new ArrayList<>(sinks.stream().filter(SinkFacts::hasMarks).toList());
    for (SinkFacts sink : sinks) {
      if (sink.hasBars() && !sink.hasEqualSpans()) {
        List<SinkFacts> same =
            marks.stream().filter(it -> it.shape().lane().equals(sink.shape().lane())).toList();
        marks.removeAll(same);
        content.addAll(span(sink, same));
      }
    }
    marks.forEach(sink -> content.addAll(span(sink, List.of(sink))));
    return chapter("sessions", "Sessions and alerts", content);
  }

  /** A timeline of the bars of one sink with the marks of others, or of marks alone. */
  private List<Tag> span(SinkFacts sink, List<SinkFacts> marks) {
    List<ResultRow> bars =
        sink.hasBars() ? LatestRows.of(sink.rows(), view.run().isStream()) : List.of();
    List<ResultRow> points = marks.stream().flatMap(it -> it.rows().stream()).toList();
    Timeline timeline = new Timeline(bars, points, false, view);
    List<String> parts = new ArrayList<>();
    if (sink.hasBars()) {
      parts.add(
          "%s: %s, from %s to %s"
              .formatted(
                  Words.cut(sink.name(), 40),
                  Words.counted(bars.size(), "bar", "bars"),
                  Words.cut(sink.shape().start().orElse(""), 40),
                  Words.cut(sink.shape().end().orElse(""), 40)));
    }
    for (SinkFacts mark : marks) {
      parts.add(
          "\u25c6 %s: %s at %s"
              .formatted(
                  Words.cut(mark.name(), 40),
                  Words.counted(mark.rows().size(), "mark", "marks"),
                  Words.cut(mark.shape().at().orElse(""), 40)));
    }
    String caption = String.join("; ", parts);
    List<Tag> tags = new ArrayList<>();
    tags.add(figure(caption, timeline.picture(caption), legend(bars)));
    int superseded = sink.hasBars() ? sink.rows().size() - bars.size() : 0;
    List<String> notes = notes(sink, timeline, superseded);
    if (!notes.isEmpty()) {
      tags.add(Chapter.note(String.join(" ", notes)));
    }
    tags.add(samples(sink));
    return tags;
  }

  private List<Tag> legend(List<ResultRow> bars) {
    Map<String, Long> counts = new TreeMap<>();
    bars.forEach(row -> row.kinds().forEach(kind -> counts.merge(kind, 1L, Long::sum)));
    if (counts.isEmpty()) {
      return List.of();
    }
    Tag list = Tag.of("ul").in("legend");
    for (String kind : view.palette().kinds()) {
      if (counts.containsKey(kind)) {
        list.add(
            Tag.of("li")
                .add(Tag.of("span").in("key " + view.palette().style(kind)))
                .text(Words.cut(kind, 30)));
      }
    }
    long others =
        counts.keySet().stream().filter(it -> !view.palette().kinds().contains(it)).count();
    if (others > 0) {
      list.add(
          Tag.of("li")
              .add(Tag.of("span").in("key k-other"))
              .text(Words.counted(others, "other", "others")));
    }
    return List.of(list);
  }

  private Optional<Chapter> others() {
    List<Tag> content = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (SinkFacts sink : sinks) {
      if (sink.total() == 0) {
        empty.add(Words.cut(sink.name(), 40));
      } else if (!sink.hasBars() && !sink.hasMarks()) {
        content.addAll(other(sink));
      }
    }
    if (!empty.isEmpty()) {
      content.add(Chapter.prose("Without rows: " + String.join(", ", empty) + "."));
    }
    int left = view.run().sinks().size() - sinks.size();
    if (left > 0) {
      content.add(
          Chapter.note(Words.counted(left, "more sink is", "more sinks are") + " not shown."));
    }
    List<String> unread = view.run().unreadSinks();
    if (!unread.isEmpty()) {
      content.add(
          Chapter.note(
              "Not read for this page: "
                  + Words.cut(String.join(", ", unread), 200)
                  + (unread.size() == 1
                      ? ", whose rows are elsewhere."
                      : ", whose rows are elsewhere or are too many.")));
    }
    return chapter("rows", "Other rows", content);
  }

  private List<Tag> other(SinkFacts sink) {
    String name = Words.cut(sink.name(), 40);
    if (sink.unread().isPresent()) {
      return List.of(
          Chapter.prose(
              "%s holds %s: %s."
                  .formatted(
                      name,
                      Words.counted(sink.total(), "row", "rows"),
                      Words.cut(sink.unread().get(), 200))));
    }
    boolean hasOneValueEach =
        sink.shape().lane().isPresent()
            && sink.shape().value().isPresent()
            && sink.rows().stream().map(ResultRow::lane).distinct().count() == sink.rows().size();
    List<Tag> tags = new ArrayList<>();
    if (hasOneValueEach) {
      tags.add(values(sink));
    } else {
      tags.add(
          Chapter.prose(
              "%s holds %s without a time of their own, so they are not drawn."
                  .formatted(name, Words.counted(sink.total(), "row", "rows"))));
    }
    List<String> notes = notes(sink, 0, 0, 0);
    if (!notes.isEmpty()) {
      tags.add(Chapter.note(String.join(" ", notes)));
    }
    tags.add(samples(sink));
    return tags;
  }

  private static Tag values(SinkFacts sink) {
    List<ResultRow> most =
        sink.rows().stream()
            .filter(row -> !Double.isNaN(row.value()))
            .sorted(
                Comparator.comparingDouble((ResultRow row) -> -row.value())
                    .thenComparing(ResultRow::lane))
            .limit(MOST_VALUES)
            .toList();
    double top = most.stream().mapToDouble(ResultRow::value).max().orElse(1);
    String caption =
        "%s: %s by %s%s"
            .formatted(
                Words.cut(sink.name(), 40),
                Words.cut(sink.shape().value().orElse(""), 40),
                Words.cut(sink.shape().lane().orElse(""), 40),
                most.size() < sink.rows().size()
                    ? ", the highest %s of %s"
                        .formatted(most.size(), Words.number(sink.rows().size()))
                    : "");
    Tag svg = Svg.picture(24.0 * most.size() + 4, caption);
    for (int i = 0; i < most.size(); i++) {
      ResultRow row = most.get(i);
      double width = top <= 0 ? 0 : Math.max(1, 740 * Math.max(0, row.value()) / top);
      svg.add(
          Svg.text(Words.cut(row.lane(), 14), 120, 24 * i + 16, "end")
              .add(Tag.of("title", Words.whole(row.lane()))),
          Svg.rect("column", 130, 24 * i + 3, width, 18),
          Svg.text(Words.decimal(row.value()), 138 + width, 24 * i + 16, "start"));
    }
    return figure(caption, svg);
  }

  private static List<String> notes(SinkFacts sink, Timeline timeline, int superseded) {
    return notes(sink, timeline.lanesLeft(), timeline.joined(), superseded);
  }

  private static List<String> notes(SinkFacts sink, int lanesLeft, long joined, int superseded) {
    List<String> notes = new ArrayList<>();
    if (sink.read() < sink.total()) {
      notes.add(
          "Drawn from the first rows of each file, %s of %s."
              .formatted(Words.number(sink.read()), Words.number(sink.total())));
    }
    if (superseded > 0) {
      notes.add(
          "%s left out: a later row has replaced them."
              .formatted(Words.counted(superseded, "row is", "rows are")));
    }
    if (lanesLeft > 0) {
      notes.add(
          "Not drawn, as they have fewer rows: %s of %s."
              .formatted(
                  Words.counted(lanesLeft, "more value", "more values"),
                  Words.cut(sink.shape().lane().orElse("the key"), 40)));
    }
    if (joined > 0) {
      notes.add(
          "%s too close to the one before to be told apart, and drawn with it."
              .formatted(Words.counted(joined, "row is", "rows are")));
    }
    return notes;
  }

  private Tag samples(SinkFacts sink) {
    List<String> columns = sink.shape().columns().stream().limit(MOST_COLUMNS).toList();
    Cells cells = new Cells();
    columns.forEach(column -> cells.text(Words.cut(column, 30)));
    for (List<String> row : sink.samples()) {
      cells.row(
          row.stream()
              .limit(MOST_COLUMNS)
              .map(value -> Words.cut(value, Math.min(60, view.detail().sampleLength())))
              .toArray(String[]::new));
    }
    return Tag.of("details")
        .add(Tag.of("summary", "The first rows of " + Words.cut(sink.name(), 40)), cells.table());
  }

  private static Tag figure(String caption, Tag svg) {
    return figure(caption, svg, List.of());
  }

  private static Tag figure(String caption, Tag svg, List<Tag> legend) {
    return Tag.of("figure")
        .add(Tag.of("figcaption", caption))
        .add(legend)
        .add(Tag.of("div").in("scroll picture").with("tabindex", 0).add(svg));
  }

  private static Optional<Chapter> chapter(String id, String title, List<Tag> content) {
    return content.isEmpty() ? Optional.empty() : Optional.of(new Chapter(id, title, content));
  }
}
