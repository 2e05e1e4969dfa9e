package dev.tidemark.lateness;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in lines of text: each column as wide as its widest cell, all to the right but the last.
 */
final class TextTable {
  private TextTable() {}

  static List<String> lines(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    int last = header.size() - 1;
    int[] widths = new int[last];
    for (List<String> row : all) {
      for (int i = 0; i < last; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append("  ").append(" ".repeat(widths[i] - row.get(i).length())).append(row.get(i));
    }
    return (line + "  " + row.get(widths.length)).stripTrailing();
  }
}
