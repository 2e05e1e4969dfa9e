package dev.tidemark.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.report.draw.Chapter;
import dev.tidemark.report.draw.Palette;
import dev.tidemark.report.facts.RunReport;
import dev.tidemark.report.markup.Document;
import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Chapters of a page, which are made again only where less is to be shown of what they depend on.
 */
final class Piece {
  private final Set<Detail.Part> parts;
  private final Function<View, List<Chapter>> maker;
  private Optional<Made> last = Optional.empty();

  /** The chapters in one detail, and how many bytes of a page they take. */
  private record Made(Detail detail, List<Chapter> chapters, ObjectNode plots, int bytes) {}

  /**
   * Describes chapters that are not made yet.
   *
   * @param parts all that they ask of a {@link Detail}
   */
  Piece(Set<Detail.Part> parts, Function<View, List<Chapter>> maker) {
    this.parts = parts;
    this.maker = maker;
  }

  /**
   * Makes the chapters in some detail.
   *
   * @return how many bytes of a page they take
   */
  int make(RunReport run, Palette palette, Detail detail) {
    Detail asked = detail.of(parts);
    if (last.isEmpty() || !last.get().detail.equals(asked)) {
      ObjectNode plots = JsonNodeFactory.instance.objectNode();
      List<Chapter> chapters = maker.apply(new View(run, asked, palette, plots));
      List<Tag> tags = new ArrayList<>();
      chapters.forEach(chapter -> tags.addAll(List.of(chapter.section(), chapter.link())));
      last = Optional.of(new Made(asked, chapters, plots, Document.bytes(tags, plots)));
    }
    return last.get().bytes;
  }

  /** The chapters as they were made last. */
  List<Chapter> chapters() {
    return last.map(Made::chapters).orElse(List.of());
  }

  /** The data of their plots. */
  ObjectNode plots() {
    return last.map(Made::plots).orElseGet(JsonNodeFactory.instance::objectNode);
  }
}
