package dev.tidemark.report.draw;

import dev.tidemark.report.markup.Tag;
import java.util.ArrayList;
import java.util.List;

/** A table, row by row; it scrolls by itself where the page is narrow. */
public final class Cells {
  private final Tag head = Tag.of("tr");
  private final Tag body = Tag.of("tbody");
  private final List<Column> columns = new ArrayList<>();

  private enum Column {
    TEXT,
    NUMBER,
    PROSE;

    Tag cell(String name, String text) {
      Tag cell = Tag.of(name, text);
      return switch (this) {
        case TEXT -> cell;
        case NUMBER -> cell.in("n");
        case PROSE -> cell.in("prose");
      };
    }
  }

  /** Adds a column of text. */
  public Cells text(String title) {
    return column(title, Column.TEXT);
  }

  /** Adds a column of numbers, which are aligned. */
  public Cells number(String title) {
    return column(title, Column.NUMBER);
  }

  /** Adds a column of sentences, which is not made narrow for others. */
  public Cells prose(String title) {
    return column(title, Column.PROSE);
  }

  private Cells column(String title, Column column) {
    columns.add(column);
    head.add(column.cell("th", title).with("scope", "col"));
    return this;
  }

  /** Adds a row of texts. */
  public Cells row(String... values) {
    List<Tag> cells = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      cells.add(columns.get(i).cell("td", values[i]));
    }
    return row(cells);
  }

  /** Adds a row of cells. */
  public Cells row(List<Tag> cells) {
    body.add(Tag.of("tr", cells));
    return this;
  }

  public Tag table() {
    return Tag.of("div")
        .in("scroll")
        .with("tabindex", 0)
        .add(Tag.of("table").add(Tag.of("thead").add(head), body));
  }
}
