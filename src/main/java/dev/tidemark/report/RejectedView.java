package dev.tidemark.report;

import dev.tidemark.report.draw.Cells;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Words;
import dev.tidemark.report.facts.ManifestFacts;
import dev.tidemark.report.facts.ManifestFacts.StepCounts;
import dev.tidemark.report.facts.RejectedFacts;
import dev.tidemark.report.facts.RejectedFacts.Reason;
import dev.tidemark.report.facts.RejectedFacts.Sample;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Late, duplicate and malformed records: where, why, and a few of each. */
final class RejectedView {
  private static final Map<String, String> MEANINGS =
      Map.of(
          "malformed_json", "the line is not JSON or not UTF-8, or something follows the object",
          "malformed_csv", "a record of another number of values, or with a wrong quote",
          "missing_field", "a required field is absent or null",
          "wrong_type", "a field has another type, or the line is no object",
          "out_of_range", "a number does not fit",
          "line_too_long", "the line is longer than a run reads",
          "window_expired", "its window no longer took readings",
          "behind_order", "it came after the step had passed its event time",
          "from_the_future", "its event time was too far after its arrival",
          "duplicate", "a reading of the same key and time had been there before");

  private final View view;
  private final Optional<CommandText> commands;

  private RejectedView(View view) {
    this.view = view;
    this.commands = view.run().summary().map(CommandText::new);
  }

  static Chapter of(View view) {
    RejectedView rejected = new RejectedView(view);
    List<Tag> content = new ArrayList<>();
    view.run().manifest().ifPresent(manifest -> content.addAll(rejected.bySteps(manifest)));
    List<RejectedFacts> sinks = view.run().rejected();
    int shown = Math.min(sinks.size(), view.detail().sinks());
    sinks.subList(0, shown).forEach(sink -> content.addAll(rejected.sink(sink)));
    if (shown < sinks.size()) {
      content.add(
          Chapter.note(
              Words.counted(sinks.size() - shown, "more sink is", "more sinks are")
                  + " not shown."));
    }
    if (content.isEmpty()) {
      content.add(
          Chapter.prose(
              view.run().manifest().isPresent()
                  ? "None: every record became a reading, and none was late or double."
                  : "None has been written so far."));
    }
    return new Chapter("rejected", "Late, duplicate and malformed records", content);
  }

  private List<Tag> bySteps(ManifestFacts manifest) {
    Cells cells =
        new Cells().text("Step").text("found").number("records").number("of what it read");
    int rows = 0;
    for (Map.Entry<String, StepCounts> step : manifest.steps().entrySet()) {
      if (rows >= view.detail().names()) {
        break;
      }
      rows += row(step, "too late", StepCounts::late, cells);
      rows += row(step, "duplicate", StepCounts::duplicate, cells);
      rows += row(step, "malformed", StepCounts::malformed, cells);
    }
    return rows == 0 ? List.of() : List.of(cells.table());
  }

  private static int row(
      Map.Entry<String, StepCounts> step,
      String what,
      ToLongFunction<StepCounts> count,
      Cells cells) {
    long records = count.applyAsLong(step.getValue());
    if (records == 0) {
      return 0;
    }
    cells.row(
        Words.cut(step.getKey(), 40),
        what,
        Words.number(records),
        Words.percent(records, step.getValue().read()));
    return 1;
  }

  private List<Tag> sink(RejectedFacts sink) {
    List<Tag> tags = new ArrayList<>();
    tags.add(
        Tag.of(
            "h3",
            "%s: %s"
                .formatted(
                    Words.cut(sink.sink(), 40),
                    Words.counted(sink.found().counted(), "record", "records"))));
    view.rows(sink.sink(), sink.found())
        .note("Counted by reason in")
        .ifPresent(note -> tags.add(Chapter.note(note)));
    for (Reason reason : sink.reasons()) {
      tags.add(reason(reason));
    }
    return tags;
  }

  private Tag reason(Reason reason) {
    StringBuilder text = new StringBuilder();
    if (MEANINGS.containsKey(reason.reason())) {
      text.append(": ").append(MEANINGS.get(reason.reason()));
    }
    reason
        .mostLateMs()
        .ifPresent(most -> text.append("; at most ").append(Words.span(most)).append(" too late"));
    Tag summary =
        Tag.of("summary")
            .add(Tag.of("strong", Words.number(reason.count()) + " "))
            .add(Tag.of("code", Words.cut(reason.reason(), 40)))
            .text(text.toString());
    Tag samples = Tag.of("ol").in("samples");
    reason.samples().stream()
        .limit(view.detail().samples())
        .forEach(sample -> samples.add(item(sample)));
    return Tag.of("details").add(summary, samples);
  }

  private Tag item(Sample sample) {
    Tag item =
        Tag.of("li").add(Tag.of("pre", Words.cut(sample.text(), view.detail().sampleLength())));
    if (!sample.error().isEmpty()) {
      item.add(Chapter.note(Words.cut(sample.error(), view.detail().sampleLength())));
    }
    if (!sample.file().isEmpty()) {
      item.add(
          Chapter.note(
              "%s, byte %s".formatted(Words.whole(sample.file()), Words.number(sample.offset()))));
    }
    sample
        .reading()
        .flatMap(reading -> commands.flatMap(it -> it.explain(reading)))
        .or(() -> CommandText.line(sample.file(), sample.offset()))
        .ifPresent(command -> item.add(Tag.of("p").add(command)));
    return item;
  }
}
