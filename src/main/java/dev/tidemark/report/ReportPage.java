package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.markup.Document;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;

/** The page of a run: its chapters in the order in which one asks. */
final class ReportPage {
  /** What a page takes at most, whatever the run. */
  static final int MAX_BYTES = 500_000;

  private ReportPage() {}

  static String of(RunReport run) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    List<Chapter> chapters = new ArrayList<>();
    run.manifest()
        .ifPresent(
            manifest -> {
              chapters.add(VerdictView.of(manifest));
              chapters.add(FateView.of(manifest));
            });
    String name = run.manifest().map(ManifestFacts::pipeline).orElse("a run");
    Tag main = Tag.of("main").add(header(run, name));
    chapters.forEach(chapter -> main.add(chapter.section()));
    main.add(footer());
    Tag contents = Tag.of("nav").with("aria-label", "Contents").add(Tag.of("ol", links(chapters)));
    return new Document(
            Words.cut(name, 80) + " \u2013 Tidemark",
            List.of("report.css"),
            List.of("report.js"),
            data,
            Tag.of("div").in("page").add(contents, main))
        .html();
  }

  private static List<Tag> links(List<Chapter> chapters) {
    return chapters.stream().map(Chapter::link).toList();
  }

  private static Tag header(RunReport run, String name) {
    Tag header = Tag.of("header");
    header.add(Tag.of("h1", Words.cut(name, 80)).with("title", Words.whole(name)));
    run.manifest()
        .ifPresent(
            manifest -> {
              List<String> facts = new ArrayList<>();
              facts.add(Words.cut(manifest.runner(), 60) + ", " + Words.cut(manifest.mode(), 20));
              manifest
                  .start()
                  .ifPresent(start -> facts.add("started " + Words.second(start.toEpochMilli())));
              manifest
                  .duration()
                  .ifPresent(took -> facts.add("took " + Words.span(took.toMillis())));
              header.add(Tag.of("p", String.join(" \u00b7 ", facts)).in("byline"));
            });
    return header.add(
        Tag.of("p")
            .in("byline")
            .text("Results in ")
            .add(Tag.of("code", Words.whole(run.directory()))));
  }

  private static Tag footer() {
    return Tag.of("footer")
        .add(
            Chapter.note(
                "All times are UTC. Made by tidemark report; nothing on this page leaves it."));
  }
}
