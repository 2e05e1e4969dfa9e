package dev.tidemark.testing.latedata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The worked table of refinement in {@code docs/semantics.md}, line by line. */
public record WorkedTable(List<Line> lines) {
  private static final Pattern PANE = Pattern.compile("([A-Z_]+) (\\d+), count (\\d+)");
  private static final String HEAD = "| event time | arrival | watermark | what happens | row |";

  /**
   * A line: a reading, or time that passes.
   *
   * @param row what is written then; empty where nothing is
   */
  public record Line(
      Optional<Instant> eventTime,
      Optional<Instant> arrival,
      Optional<Instant> watermark,
      String whatHappens,
      String row) {}

  public static WorkedTable read() throws IOException {
    List<String> text = Files.readAllLines(Path.of("docs", "semantics.md"));
    List<Line> lines = new ArrayList<>();
    for (int i = text.indexOf(HEAD) + 2; i > 1 && text.get(i).startsWith("|"); i++) {
      List<String> cells = Arrays.stream(text.get(i).split("\\|", -1)).map(String::strip).toList();
      lines.add(
          new Line(
              time(cells.get(1)),
              time(cells.get(2)),
              time(cells.get(3)),
              cells.get(4),
              cells.get(5)));
    }
    return new WorkedTable(lines);
  }

  /** What is written, in the order of the lines. */
  public List<String> rows() {
    return lines.stream().map(Line::row).filter(row -> !row.isEmpty()).toList();
  }

  /** The panes, in their order. */
  List<Pane> panes() {
    return rows().stream()
        .map(PANE::matcher)
        .filter(Matcher::matches)
        .map(
            pane ->
                new Pane(
                    pane.group(1),
                    Integer.parseInt(pane.group(2)),
                    Integer.parseInt(pane.group(3))))
        .toList();
  }

  /** The one reading that comes too late. */
  String late() {
    List<String> late = rows().stream().filter(row -> row.startsWith("sink `late`")).toList();
    if (late.size() != 1) {
      throw new IllegalStateException("one row of late is expected, not " + late);
    }
    return late.get(0);
  }

  private static Optional<Instant> time(String cell) {
    return cell.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.parse("2015-02-23T" + cell + "Z"));
  }
}
