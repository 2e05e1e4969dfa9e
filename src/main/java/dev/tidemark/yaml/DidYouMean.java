package dev.tidemark.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a misspelt one most likely means. */
public final class DidYouMean {
  private static final int MAX_LENGTH = 100;

  private DidYouMean() {}

  /** The end of a message about an unknown word: the nearest known one, or else all of them. */
  public static String hint(String word, Collection<String> known, String what) {
    return to(word, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse(known.isEmpty() ? "" : "; " + what + " are " + String.join(", ", known));
  }

  /**
   * The end of a message about an unknown option: the one that is meant, or else the nearest.
   *
   * @param own the best known of them, from which the nearest is taken
   * @param dashes how options are written
   */
  public static String option(
      String word, Collection<String> known, Collection<String> own, String dashes) {
    return to(word, known)
        .map(near -> "; did you mean '" + dashes + near + "'?")
        .or(() -> nearest(word, own).map(far -> "; the nearest is '" + dashes + far + "'"))
        .orElse("");
  }

  /** The nearest word, if it differs by at most a third of its letters, or by one. */
  public static Optional<String> to(String word, Collection<String> known) {
    // A single symbol is one change away from any single letter, but does not mean it.
    return nearest(word, known)
        .filter(
            nearest ->
                word.codePoints().anyMatch(Character::isLetterOrDigit)
                    && distance(word, nearest)
                        <= Math.max(1, Math.max(word.length(), nearest.length()) / 3));
  }

  /** Skips very long words, which are not misspelt ones and take long to compare. */
  private static Optional<String> nearest(String word, Collection<String> known) {
    return word.length() > MAX_LENGTH
        ? Optional.empty()
        : known.stream()
            .filter(candidate -> candidate.length() <= MAX_LENGTH)
            .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /**
   * How many letters must be added, removed, changed or swapped with their neighbour, ignoring
   * case.
   */
  private static int distance(String a, String b) {
    String from = a.toLowerCase(Locale.ROOT);
    String to = b.toLowerCase(Locale.ROOT);
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = cost[i - 1][j - 1] + (same ? 0 : 1);
        least = Math.min(least, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        cost[i][j] = swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
      }
    }
    return cost[from.length()][to.length()];
  }
}
