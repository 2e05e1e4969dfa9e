package dev.tidemark.report;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ProgressPoint;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;

/** What is known of a stream that is still running, or was killed. */
final class UnfinishedView {
  private static final int MOST_SINKS = 40;

  private UnfinishedView() {}

  static Chapter of(RunReport run) {
    ProgressPoint last = run.progress().get(run.progress().size() - 1);
    List<Tag> content = new ArrayList<>();
    content.add(Tag.of("p", "This run has not finished.").in("verdict"));
    content.add(
        Chapter.prose(
            "There is no _manifest.json, so its counts are not final: this is what it had written"
                + " %s after its start. Rows that a stream has not made visible are not here."
                    .formatted(Words.span(Math.round(last.seconds() * 1000)))));
    Cells cells = new Cells().text("So far").number("");
    cells.row("readings", Words.number(last.readings()));
    last.rows().entrySet().stream()
        .limit(MOST_SINKS)
        .forEach(
            sink ->
                cells.row(
                    "rows of " + Words.cut(sink.getKey(), 40), Words.number(sink.getValue())));
    if (last.watermark().isPresent()) {
      cells.row("watermark", Words.second(last.watermark().getAsLong()));
    }
    content.add(cells.table());
    return new Chapter("verdict", "Verdict", content);
  }
}
