package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The page of a run: its chapters in the order in which one asks. */
final class ReportPage {
  /** What a page takes at most, whatever the run. */
  static final int MAX_BYTES = 500_000;

  private static final List<String> STYLES = List.of("uPlot.min.css", "report.css");
  private static final List<String> SCRIPTS = List.of("uPlot.iife.min.js", "report.js");

  private final RunReport run;
  private final ObjectNode plots = JsonNodeFactory.instance.objectNode();
  private final View view;

  private ReportPage(RunReport run, Palette palette, Detail detail) {
    this.run = run;
    this.view = new View(run, detail, palette, plots);
  }

  /** The page, in as much detail as there is room for. */
  static String of(RunReport run) {
    Palette palette = palette(run);
    String page = at(0, run, palette);
    int tooMuch = 0;
    int enough = Detail.MOST_LEVEL;
    if (isTooLarge(page)) {
      page = at(enough, run, palette);
      while (enough - tooMuch > 1) {
        int level = (tooMuch + enough) / 2;
        String between = at(level, run, palette);
        if (isTooLarge(between)) {
          tooMuch = level;
        } else {
          enough = level;
          page = between;
        }
      }
    }
    return page;
  }

  private static String at(int level, RunReport run, Palette palette) {
    return new ReportPage(run, palette, new Detail(level)).html();
  }

  private static boolean isTooLarge(String page) {
    return page.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
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

  private String html() {
    List<Chapter> chapters = chapters();
    Tag main = Tag.of("main").add(header());
    chapters.forEach(chapter -> main.add(chapter.section()));
    main.add(footer());
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

  private List<Chapter> chapters() {
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(
        run.manifest().map(it -> VerdictView.of(it, view)).orElseGet(() -> UnfinishedView.of(run)));
    run.manifest().ifPresent(manifest -> chapters.add(FateView.of(manifest, view)));
    run.summary().ifPresent(summary -> chapters.add(DensityView.of(summary, view.detail())));
    Optional<SummaryFacts> arrivals = run.summary().filter(it -> it.eventTime().hasArrivals());
    arrivals.ifPresent(summary -> chapters.add(DelayView.of(summary, view)));
    chapters.addAll(ResultsView.of(view));
    arrivals.ifPresent(summary -> chapters.add(ClocksView.of(summary, view)));
    chapters.add(ProgressView.of(view));
    chapters.add(RejectedView.of(view));
    run.summary()
        .ifPresent(
            summary -> {
              chapters.add(GraphView.of(summary, view));
              chapters.add(PipelineFileView.of(summary, view.detail()));
            });
    if (run.summary().isEmpty()) {
      chapters.add(withoutSummary());
    }
    return chapters;
  }

  /** What the page would also show. */
  private Chapter withoutSummary() {
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

  private Tag footer() {
    String version = run.summary().map(it -> " " + Words.cut(it.tidemark(), 30)).orElse("");
    Tag footer = Tag.of("footer");
    List<String> less = view.detail().less();
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
