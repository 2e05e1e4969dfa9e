package dev.tidemark.report.draw;

import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;

/** A table, row by row; it scrolls by itself where the page is narrow. */
public final class Cells {
  private final Tag head = Tag.of("tr");
  private final Tag body = Tag.of("tbody");
  private final List<Boolean> numeric = new ArrayList<>();

  /** Adds a column of text. */
  public Cells text(String title) {
    return column(title, false);
  }

  /** Adds a column of numbers, which are aligned. */
  public Cells number(String title) {
    return column(title, true);
  }

  private Cells column(String title, boolean isNumeric) {
    numeric.add(isNumeric);
    head.add(cell("th", title, isNumeric).with("scope", "col"));
    return this;
  }

  /** Adds a row of texts. */
  public Cells row(String... values) {
    List<Tag> cells = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      cells.add(cell("td", values[i], numeric.get(i)));
    }
    return row(cells);
  }

  /** Adds a row of cells. */
  public Cells row(List<Tag> cells) {
    body.add(Tag.of("tr", cells));
    return this;
  }

  private static Tag cell(String name, String text, boolean isNumeric) {
    Tag cell = Tag.of(name, text);
    return isNumeric ? cell.in("n") : cell;
  }

  public Tag table() {
    return Tag.of("div")
        .in("scroll")
        .with("tabindex", 0)
        .add(Tag.of("table").add(Tag.of("thead").add(head), body));
  }
}
