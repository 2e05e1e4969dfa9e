package dev.tidemark.report.draw;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Colours for kinds of things, the same all over the page: one for each of the most frequent, and
 * grey for the rest. They are told apart by those who confuse colours.
 *
 * @param kinds at most {@link #COLOURS}
 */
public record Palette(List<String> kinds) {
  private static final int COLOURS = 7;

  /** A palette for kinds by how often they occur. */
  public static Palette of(Map<String, Long> counts) {
    return new Palette(
        counts.entrySet().stream()
            .sorted(
                Comparator.comparingLong((Map.Entry<String, Long> kind) -> -kind.getValue())
                    .thenComparing(Map.Entry::getKey))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList());
  }

  /** The class of a kind's colour. */
  public String style(String kind) {
    int index = kinds.indexOf(kind);
    return index < 0 ? "k-other" : "k" + index;
  }

  /** The class of a series by its number. */
  public static String series(int index) {
    return index < COLOURS ? "k" + index : "k-other";
  }
}
