package dev.tidemark.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Everything that is wrong in one pipeline file, so that it is reported at once. */
final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  void add(Position at, String message) {
    problems.add(new Problem(at, message));
  }

  /** Reports a word that is not known, with the nearest one that is. */
  void addUnknown(Position at, String what, String word, Collection<String> known) {
    add(at, "unknown " + what + " " + Excerpt.quotedKey(word) + Nearest.hint(word, known, "known"));
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  List<String> in(String file) {
    return problems.stream()
        .sorted(Problem.BY_POSITION)
        .map(problem -> problem.in(file))
        .distinct()
        .toList();
  }
}
