package dev.tidemark.report;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.Records;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the counts balance, what the run was asked to guarantee, and the rows of each sink. */
final class VerdictView {
  private final ManifestFacts manifest;
  private final View view;
  private final List<Tag> checks = new ArrayList<>();
  private boolean balanced = true;
  private boolean complete = true;

  private VerdictView(ManifestFacts manifest, View view) {
    this.manifest = manifest;
    this.view = view;
  }

  static Chapter of(ManifestFacts manifest, View view) {
    VerdictView verdict = new VerdictView(manifest, view);
    verdict.check();
    List<Tag> content = new ArrayList<>();
    content.add(verdict.headline());
    content.add(Tag.of("ul", verdict.checks).in("checks"));
    content.add(verdict.counts());
    content.addAll(verdict.sinks());
    return new Chapter("verdict", "Verdict", content);
  }

  private Tag headline() {
    String text =
        !balanced
            ? "The counts of this run do not balance."
            : !complete
                ? "Every line is accounted for, but the rows in the files are not those that the"
                    + " run has written."
                : !manifest.failedConditions().isEmpty()
                    ? "Every line is accounted for, but a condition on the data does not hold."
                    : manifest.records().read() == 0
                        ? "The run is done. There was nothing to read."
                        : "Every line is accounted for.";
    boolean fine = balanced && complete && manifest.failedConditions().isEmpty();
    return Tag.of("p", text).in(fine ? "verdict good" : "verdict bad");
  }

  private void check() {
    Records records = manifest.records();
    balance(
        "%s lines read = %s accepted as readings + %s malformed"
            .formatted(
                Words.number(records.read()),
                Words.number(records.accepted()),
                Words.number(records.malformed())),
        records.read() == records.accepted() + records.malformed());
    for (var step : manifest.steps().entrySet()) {
      if (step.getValue().passed() < 0) {
        balance(
            "step %s dropped more than the %s it read"
                .formatted(Words.whole(step.getKey()), Words.number(step.getValue().read())),
            false);
      }
    }
    long late = manifest.steps().values().stream().mapToLong(StepCounts::late).sum();
    long duplicate = manifest.steps().values().stream().mapToLong(StepCounts::duplicate).sum();
    sideSink("late", "too late", late);
    sideSink("duplicate", "duplicates", duplicate);
    sideSink("malformed", "malformed", records.malformed());
    for (FoundText sink : found()) {
      Optional<String> warning = sink.warning();
      complete &= warning.isEmpty();
      warning.ifPresent(text -> checks.add(mark(text, false)));
    }
    for (String failed : manifest.failedConditions()) {
      checks.add(mark("condition on the data: " + Words.whole(failed), false));
    }
  }

  /** The rows that were found of each sink that was read. */
  private List<FoundText> found() {
    List<FoundText> found = new ArrayList<>();
    view.run().sinks().forEach(sink -> found.add(view.rows(sink.name(), sink.found())));
    view.run().rejected().forEach(sink -> found.add(view.rows(sink.sink(), sink.found())));
    return found;
  }

  private void sideSink(String sink, String what, long counted) {
    Long rows = manifest.outputs().get(sink);
    if (rows != null && (rows != 0 || counted != 0)) {
      balance(
          "the steps found %s %s, and the sink %s was given %s"
              .formatted(Words.number(counted), what, sink, Words.counted(rows, "row", "rows")),
          rows == counted);
    }
  }

  private void balance(String claim, boolean holds) {
    balanced &= holds;
    checks.add(mark(claim, holds));
  }

  private static Tag mark(String claim, boolean holds) {
    return Tag.of("li", claim).in(holds ? "good" : "bad");
  }

  private Tag counts() {
    Records records = manifest.records();
    Cells cells = new Cells().text("Records").number("").prose("what that means");
    cells.row(
        "read", Words.number(records.read()), "lines or Kafka records, blank ones not counted");
    cells.row(
        "accepted",
        Words.number(records.accepted()),
        "became readings: every required field is there and has its type");
    cells.row(
        "malformed",
        Words.number(records.malformed()),
        "are not readings; each is kept with its reason");
    cells.row(
        "late",
        Words.number(records.late()),
        "came too late for a step; one that was too late for two steps counts twice");
    cells.row(
        "duplicate",
        Words.number(records.duplicate()),
        "had been seen before by a step that removes duplicates");
    return cells.table();
  }

  private List<Tag> sinks() {
    Cells cells = new Cells().text("Sink").number("rows");
    manifest.outputs().entrySet().stream()
        .limit(view.detail().names())
        .forEach(sink -> cells.row(Words.cut(sink.getKey(), 60), Words.number(sink.getValue())));
    List<Tag> tags = new ArrayList<>(List.of(cells.table()));
    if (manifest.outputs().size() > view.detail().names()) {
      tags.add(
          Chapter.note(
              "%s more sinks are not listed."
                  .formatted(Words.number(manifest.outputs().size() - view.detail().names()))));
    }
    return tags;
  }
}
