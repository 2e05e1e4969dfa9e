package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.Detail.Part;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ResultRow;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.facts.SinkFacts;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.markup.Document;
import dev.tidemark.report.markup.Tag;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The page of a run: its chapters in the order in which one asks. */
final class ReportPage {
  /** What a page takes at most, whatever the run. */
  static final int MAX_BYTES = 500_000;

  private static final List<String> STYLES = List.of("uPlot.min.css", "report.css");
  private static final List<String> SCRIPTS = List.of("uPlot.iife.min.js", "report.js");

  private final RunReport run;
  private final List<Piece> pieces;
  private final Palette palette;

  private ReportPage(RunReport run) {
    this.run = run;
    this.pieces = pieces(run);
    this.palette = palette(run);
  }

  /** The page, in as much detail as there is room for. */
  static String of(RunReport run) {
    ReportPage page = new ReportPage(run);
    int chapters = page.make(Detail.at(0));
    String html = page.html(Detail.at(0));
    int excess = html.getBytes(StandardCharsets.UTF_8).length - MAX_BYTES;
    if (excess <= 0) {
      return html;
    }
    // The footer will say what is left out.
    Detail least = Detail.at(Detail.MOST_LEVEL);
    int room = chapters - excess - Document.bytes(List.of(page.footer(least)), NullNode.instance);
    // Each level takes no more than the one before, so the first that fits is found by halving.
    int level = 1;
    int fitting = Detail.MOST_LEVEL;
    while (level < fitting) {
      int middle = (level + fitting) / 2;
      if (page.make(Detail.at(middle)) > room) {
        level = middle + 1;
      } else {
        fitting = middle;
      }
    }
    page.make(Detail.at(level));
    return page.html(Detail.at(level));
  }

  /** Makes what is not yet in that detail, and returns how many bytes all chapters take. */
  private int make(Detail detail) {
    return pieces.stream().mapToInt(piece -> piece.make(run, palette, detail)).sum();
  }

  private static Palette palette(RunReport run) {
    Map<String, Long> kinds = new HashMap<>();
    for (SinkFacts sink : run.sinks()) {
      if (sink.hasBars() && !sink.hasEqualSpans()) {
        for (ResultRow row : sink.rows()) {
          row.kinds().forEach(kind -> kinds.merge(kind, 1L, Long::sum));
        }
      }
    }
    return Palette.of(kinds);
  }

  private String html(Detail detail) {
    ObjectNode plots = JsonNodeFactory.instance.objectNode();
    pieces.forEach(piece -> plots.setAll(piece.plots()));
    List<Chapter> chapters = pieces.stream().flatMap(it -> it.chapters().stream()).toList();
    Tag main = Tag.of("main").add(header());
    chapters.forEach(chapter -> main.add(chapter.section()));
    main.add(footer(detail));
    Tag contents =
        Tag.of("nav")
            .with("aria-label", "Contents")
            .add(Tag.of("ol", chapters.stream().map(Chapter::link).toList()));
    return new Document(
            Words.cut(run.name(), 80) + " \u2013 Tidemark",
            STYLES,
            SCRIPTS,
            plots,
            Tag.of("div").in("page").add(contents, main))
        .html();
  }

  private static List<Piece> pieces(RunReport run) {
    List<Piece> pieces = new ArrayList<>();
    pieces.add(
        run.manifest()
            .map(it -> piece(view -> VerdictView.of(it, view), Part.NAMES))
            .orElseGet(() -> piece(view -> UnfinishedView.of(view.run()))));
    run.manifest().ifPresent(it -> pieces.add(piece(view -> FateView.of(it, view), Part.NAMES)));
    run.summary()
        .ifPresent(
            it ->
                pieces.add(
                    piece(view -> DensityView.of(it, view.detail()), Part.SPOTS, Part.DEVICES)));
    Optional<SummaryFacts> arrivals = run.summary().filter(it -> it.eventTime().hasArrivals());
    arrivals.ifPresent(it -> pieces.add(piece(view -> DelayView.of(it, view), Part.POINTS)));
    pieces.add(
        new Piece(Set.of(Part.BARS, Part.SAMPLES, Part.SINKS), new ResultsView(run)::chapters));
    arrivals.ifPresent(
        it -> pieces.add(piece(view -> ClocksView.of(it, view), Part.DEVICES, Part.POINTS)));
    pieces.add(piece(ProgressView::of, Part.POINTS));
    pieces.add(piece(RejectedView::of, Part.SAMPLES, Part.SINKS, Part.NAMES));
    run.summary()
        .ifPresentOrElse(
            it -> {
              pieces.add(piece(view -> GraphView.of(it, view), Part.NAMES));
              pieces.add(piece(view -> PipelineFileView.of(it, view.detail()), Part.TEXT));
            },
            () -> pieces.add(piece(view -> withoutSummary(view.run()))));
    return pieces;
  }

  private static Piece piece(Function<View, Chapter> maker, Part... parts) {
    return new Piece(Set.of(parts), view -> List.of(maker.apply(view)));
  }

  /** What the page would also show. */
  private static Chapter withoutSummary(RunReport run) {
    if (run.manifest().isEmpty()) {
      return new Chapter(
          "more",
          "What is not known yet",
          List.of(
              Chapter.prose(
                  "When readings came, what a max_delay would cost, and whose clock is wrong is"
                      + " known at the end of a run with --report.")));
    }
    return new Chapter(
        "more",
        "What --report would add",
        List.of(
            Chapter.prose(
                "This run was made without --report, so this page knows its counts and its rows,"
                    + " but not when its readings came. With --report, it also shows event time"
                    + " against arrival by device, how delays are spread and what each max_delay"
                    + " would cost, whose clock is wrong, and the pipeline as a graph with its"
                    + " file."),
            Tag.of("p")
                .text("Run it again with ")
                .add(Tag.of("code", "--report"))
                .text(" and ")
                .add(Tag.of("code", "--overwrite"))
                .text(", or with another output directory.")));
  }

  private Tag header() {
    Tag header = Tag.of("header");
    header.add(Tag.of("h1", Words.cut(run.name(), 80)).with("title", Words.whole(run.name())));
    List<String> facts = new ArrayList<>();
    run.manifest()
        .ifPresent(
            manifest -> {
              facts.add(Words.cut(manifest.runner(), 60) + ", " + Words.cut(manifest.mode(), 20));
              manifest
                  .start()
                  .ifPresent(
                      start -> facts.add("started " + Words.second(start.toEpochMilli()) + " UTC"));
              manifest
                  .duration()
                  .ifPresent(took -> facts.add("took " + Words.span(took.toMillis())));
            });
    header.add(Tag.of("p", String.join(" \u00b7 ", facts)).in("byline"));
    return header.add(
        Tag.of("p")
            .in("byline")
            .text("Results in ")
            .add(Tag.of("code", Words.whole(run.directory()))));
  }

  private Tag footer(Detail detail) {
    String version = run.summary().map(it -> " " + Words.cut(it.tidemark(), 30)).orElse("");
    Tag footer = Tag.of("footer");
    List<String> less = detail.less();
    if (!less.isEmpty()) {
      footer.add(
          Chapter.note(
              "There is more than a page of %s shows. Left out, in this order: %s."
                  .formatted(Words.bytes(MAX_BYTES), String.join(", ", less))));
    }
    return footer.add(
        Chapter.note(
            "All times are UTC. Made by Tidemark%s; nothing on this page leaves it. Plots of time"
                    .formatted(version)
                + " series by uPlot 1.6.32, \u00a9 2022 Leon Sorokin, MIT licence."));
  }
}
