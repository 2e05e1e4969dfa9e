package dev.tidemark.report;

import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.SummaryFacts;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;

/** The pipeline file as it was when the run began, and how the run was started. */
final class PipelineFileView {
  private PipelineFileView() {}

  static Chapter of(SummaryFacts summary, Detail detail) {
    List<Tag> content = new ArrayList<>();
    content.add(
        Tag.of("p")
            .add(Tag.of("code", Words.whole(summary.pipelineFile())))
            .text(", as it was then:"));
    content.add(
        Tag.of("pre", Words.cut(summary.pipelineText(), detail.textLength()))
            .in("file scroll")
            .with("tabindex", 0));
    if (summary.pipelineText().length() > detail.textLength()) {
      content.add(
          Chapter.note(
              "The first %s characters of %s."
                  .formatted(
                      Words.number(detail.textLength()),
                      Words.number(summary.pipelineText().length()))));
    }
    return new Chapter("file", "The pipeline file", content);
  }
}
