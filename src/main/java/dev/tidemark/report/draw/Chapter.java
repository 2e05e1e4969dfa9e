package dev.tidemark.report.draw;

import dev.tidemark.report.markup.Tag;
import java.util.List;

/**
 * A part of the page with a heading of its own.
 *
 * @param id by which links lead to it
 */
public record Chapter(String id, String title, List<Tag> content) {

  public Tag section() {
    return Tag.of("section").with("id", id).add(Tag.of("h2", title)).add(content);
  }

  public Tag link() {
    return Tag.of("li").add(Tag.of("a", title).with("href", "#" + id));
  }

  /** A paragraph of running text. */
  public static Tag prose(String text) {
    return Tag.of("p", text);
  }

  /** A remark in small type: what was left out, how something was computed. */
  public static Tag note(String text) {
    return Tag.of("p", text).in("note");
  }
}
