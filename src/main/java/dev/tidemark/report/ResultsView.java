package dev.tidemark.report;

import static java.util.stream.Collectors.toSet;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.draw.Svg;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.LatestRows;
import dev.tidemark.report.facts.ResultRow;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.facts.SinkFacts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rows of results: windows as columns, sessions as bars, alerts as marks. What takes all rows
 * is done once, and not again where a page shows less of them.
 */
final class ResultsView {
  private static final int MOST_VALUES = 25;
  private static final int MOST_COLUMNS = 12;

  private final RunReport run;
  private final List<Part> parts = new ArrayList<>();

  private enum Subject {
    WINDOWS("windows", "Windows and panes"),
    SPANS("sessions", "Sessions and alerts"),
    OTHERS("rows", "Other rows");

    private final String id;
    private final String title;

    Subject(String id, String title) {
      this.id = id;
      this.title = title;
    }
  }

  /**
   * A part of a chapter.
   *
   * @param sinks whose rows it shows; it is there if the first one is among those that are shown
   */
  private record Part(Subject subject, List<SinkFacts> sinks, Function<View, List<Tag>> maker) {}

  ResultsView(RunReport run) {
    this.run = run;
    List<SinkFacts> marks =
        new ArrayList<>(run.sinks().stream().filter(SinkFacts::hasMarks).toList());
    for (SinkFacts sink : run.sinks()) {
      if (sink.hasEqualSpans()) {
        parts.add(new Part(Subject.WINDOWS, List.of(sink), windows(sink)));
      } else if (sink.hasBars()) {
        Predicate<SinkFacts> hasLanesOfSink = it -> it.shape().lane().equals(sink.shape().lane());
        List<SinkFacts> same = marks.stream().filter(hasLanesOfSink).toList();
        marks.removeIf(hasLanesOfSink);
        parts.add(spans(sink, same));
      } else if (sink.found().total() > 0 && !sink.hasMarks()) {
        parts.add(new Part(Subject.OTHERS, List.of(sink), others(sink)));
      }
    }
    marks.forEach(sink -> parts.add(spans(sink, List.of(sink))));
  }

  /** The chapters: windows of one length; spans of any length, and marks; and rows without time. */
  List<Chapter> chapters(View view) {
    List<SinkFacts> shown = run.sinks().stream().limit(view.detail().sinks()).toList();
    Set<String> names = shown.stream().map(SinkFacts::name).collect(toSet());
    List<Part> drawn =
        parts.stream().filter(part -> names.contains(part.sinks.get(0).name())).toList();
    List<Chapter> chapters = new ArrayList<>();
    for (Subject subject : Subject.values()) {
      List<Tag> content = new ArrayList<>();
      for (Part part : drawn) {
        if (part.subject == subject) {
          content.addAll(part.maker.apply(view));
        }
      }
      if (subject == Subject.OTHERS) {
        content.addAll(remarks(shown, drawn));
      }
      if (!content.isEmpty()) {
        chapters.add(new Chapter(subject.id, subject.title, content));
      }
    }
    return chapters;
  }

  private Function<View, List<Tag>> windows(SinkFacts sink) {
    List<ResultRow> rows = LatestRows.of(sink.rows(), run.isStream());
    Timeline timeline = new Timeline(rows, List.of(), true);
    String value = sink.shape().value().orElse("");
    String caption =
        "%s: %s of %s%s"
            .formatted(
                Words.cut(sink.name(), 40),
                Words.counted(rows.size(), "window", "windows"),
                Words.span(rows.get(0).spanMs()),
                value.isEmpty() ? "" : "; height is " + Words.cut(value, 40));
    double most = rows.stream().mapToDouble(ResultRow::value).max().orElse(Double.NaN);
    Optional<Tag> panes = sink.shape().hasPanes() ? Optional.of(panes(sink)) : Optional.empty();
    return view -> {
      Timeline.Picture picture = timeline.picture(caption, view);
      List<Tag> tags = new ArrayList<>();
      tags.add(figure(caption, picture.svg(), List.of()));
      List<String> notes = new ArrayList<>();
      if (!Double.isNaN(most)) {
        notes.add("The highest column is " + Words.decimal(most) + ".");
      }
      notes.addAll(notes(sink, picture, sink.rows().size() - rows.size(), view));
      if (!notes.isEmpty()) {
        tags.add(Chapter.note(String.join(" ", notes)));
      }
      panes.ifPresent(tags::add);
      tags.add(samples(sink, view));
      return tags;
    };
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
    Cells cells = new Cells().text("Pane").number("rows").prose("what that means");
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

  /** A timeline of the bars of one sink with the marks of others, or of marks alone. */
  private Part spans(SinkFacts sink, List<SinkFacts> marks) {
    List<ResultRow> bars = sink.hasBars() ? LatestRows.of(sink.rows(), run.isStream()) : List.of();
    List<ResultRow> points = marks.stream().flatMap(it -> it.rows().stream()).toList();
    Timeline timeline = new Timeline(bars, points, false);
    List<String> says = new ArrayList<>();
    if (sink.hasBars()) {
      says.add(
          "%s: %s, from %s to %s"
              .formatted(
                  Words.cut(sink.name(), 40),
                  Words.counted(bars.size(), "bar", "bars"),
                  Words.cut(sink.shape().start().orElse(""), 40),
                  Words.cut(sink.shape().end().orElse(""), 40)));
    }
    for (SinkFacts mark : marks) {
      says.add(
          "\u25c6 %s: %s at %s"
              .formatted(
                  Words.cut(mark.name(), 40),
                  Words.counted(mark.rows().size(), "mark", "marks"),
                  Words.cut(mark.shape().at().orElse(""), 40)));
    }
    String caption = String.join("; ", says);
    Set<String> kinds = new HashSet<>();
    bars.forEach(row -> kinds.addAll(row.kinds()));
    int superseded = sink.hasBars() ? sink.rows().size() - bars.size() : 0;
    List<SinkFacts> all = new ArrayList<>(marks);
    all.remove(sink);
    all.add(0, sink);
    return new Part(
        Subject.SPANS,
        all,
        view -> {
          Timeline.Picture picture = timeline.picture(caption, view);
          List<Tag> tags = new ArrayList<>();
          tags.add(figure(caption, picture.svg(), legend(kinds, view.palette())));
          List<String> notes = notes(sink, picture, superseded, view);
          if (!notes.isEmpty()) {
            tags.add(Chapter.note(String.join(" ", notes)));
          }
          tags.add(samples(sink, view));
          return tags;
        });
  }

  private static List<Tag> legend(Set<String> kinds, Palette palette) {
    if (kinds.isEmpty()) {
      return List.of();
    }
    Tag list = Tag.of("ul").in("legend");
    for (String kind : palette.kinds()) {
      if (kinds.contains(kind)) {
        list.add(
            Tag.of("li")
                .add(Tag.of("span").in("key " + palette.style(kind)))
                .text(Words.cut(kind, 30)));
      }
    }
    long others = kinds.stream().filter(it -> !palette.kinds().contains(it)).count();
    if (others > 0) {
      list.add(
          Tag.of("li")
              .add(Tag.of("span").in("key k-other"))
              .text(Words.counted(others, "other", "others")));
    }
    return List.of(list);
  }

  /** What is said of sinks that have no rows, or are not shown. */
  private List<Tag> remarks(List<SinkFacts> shown, List<Part> drawn) {
    List<Tag> remarks = new ArrayList<>();
    List<String> empty =
        shown.stream()
            .filter(sink -> sink.found().total() == 0)
            .map(sink -> Words.cut(sink.name(), 40))
            .toList();
    if (!empty.isEmpty()) {
      remarks.add(Chapter.prose("Without rows: " + String.join(", ", empty) + "."));
    }
    Set<String> named =
        Stream.concat(shown.stream(), drawn.stream().flatMap(part -> part.sinks.stream()))
            .map(SinkFacts::name)
            .collect(toSet());
    long left = run.sinks().stream().filter(sink -> !named.contains(sink.name())).count();
    if (left > 0) {
      remarks.add(
          Chapter.note(Words.counted(left, "more sink is", "more sinks are") + " not shown."));
    }
    List<String> unread = run.unreadSinks();
    if (!unread.isEmpty()) {
      remarks.add(
          Chapter.note(
              "Not read for this page: "
                  + Words.cut(String.join(", ", unread), 200)
                  + (unread.size() == 1
                      ? ", whose rows are elsewhere."
                      : ", whose rows are elsewhere or are too many.")));
    }
    return remarks;
  }

  private static Function<View, List<Tag>> others(SinkFacts sink) {
    String name = Words.cut(sink.name(), 40);
    if (sink.unread().isPresent()) {
      Tag unread =
          Chapter.prose(
              "%s holds %s: %s."
                  .formatted(
                      name,
                      Words.counted(sink.found().total(), "row", "rows"),
                      Words.cut(sink.unread().get(), 200)));
      return view -> List.of(unread);
    }
    if (sink.found().read() == 0) {
      return view -> found(sink, view).stream().map(Chapter::prose).toList();
    }
    boolean hasOneValueEach =
        sink.shape().lane().isPresent()
            && sink.shape().value().isPresent()
            && sink.rows().stream().map(ResultRow::lane).distinct().count() == sink.rows().size();
    Tag rows =
        hasOneValueEach
            ? values(sink)
            : Chapter.prose(
                "%s holds %s without a time of their own, so they are not drawn."
                    .formatted(name, Words.counted(sink.found().total(), "row", "rows")));
    return view -> {
      List<Tag> tags = new ArrayList<>(List.of(rows));
      found(sink, view).forEach(note -> tags.add(Chapter.note(note)));
      tags.add(samples(sink, view));
      return tags;
    };
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
    return figure(caption, svg, List.of());
  }

  private static List<String> found(SinkFacts sink, View view) {
    return view.rows(sink.name(), sink.found()).note("Drawn from").stream().toList();
  }

  private static List<String> notes(
      SinkFacts sink, Timeline.Picture picture, int superseded, View view) {
    List<String> notes = new ArrayList<>(found(sink, view));
    if (superseded > 0) {
      notes.add(
          "%s left out: a later row has replaced them."
              .formatted(Words.counted(superseded, "row is", "rows are")));
    }
    if (picture.lanesLeft() > 0) {
      notes.add(
          "Not drawn, as they have fewer rows: %s of %s."
              .formatted(
                  Words.counted(picture.lanesLeft(), "more value", "more values"),
                  Words.cut(sink.shape().lane().orElse("the key"), 40)));
    }
    if (picture.joined() > 0) {
      notes.add(
          "%s too close to the one before to be told apart, and drawn with it."
              .formatted(Words.counted(picture.joined(), "row is", "rows are")));
    }
    return notes;
  }

  private static Tag samples(SinkFacts sink, View view) {
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

  private static Tag figure(String caption, Tag svg, List<Tag> legend) {
    return Tag.of("figure")
        .add(Tag.of("figcaption", caption))
        .add(legend)
        .add(Tag.of("div").in("scroll picture").with("tabindex", 0).add(svg));
  }
}
