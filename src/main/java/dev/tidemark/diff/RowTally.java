package dev.tidemark.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Counts the rows that two runs have, and those that they do not have in common. */
final class RowTally {
  private final int maxExamples;
  private final TreeSet<RowDiff> examples = new TreeSet<>(RowDiff.ORDER);
  private long firstRows;
  private long secondRows;
  private long differing;

  RowTally(int maxExamples) {
    this.maxExamples = maxExamples;
  }

  /** Adds rows that both have. */
  void addEqual(long rows) {
    firstRows += rows;
    secondRows += rows;
  }

  /** Compares rows by their names, of which no other call may have any. */
  void compare(Map<String, List<Answer>> first, Map<String, List<Answer>> second) {
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    for (String name : names) {
      compare(name, first.getOrDefault(name, List.of()), second.getOrDefault(name, List.of()));
    }
  }

  private void compare(String name, List<Answer> first, List<Answer> second) {
    firstRows += first.size();
    secondRows += second.size();
    if (first.equals(second)) {
      return;
    }
    List<Answer> onlyFirst = without(first, second);
    List<Answer> onlySecond = without(second, first);
    if (onlyFirst.size() == 1 && onlySecond.size() == 1) {
      add(
          new RowDiff(
              name,
              Optional.of(onlyFirst.get(0).content()),
              Optional.of(onlySecond.get(0).content())));
      return;
    }
    onlyFirst.forEach(row -> add(new RowDiff(name, Optional.of(row.row()), Optional.empty())));
    onlySecond.forEach(row -> add(new RowDiff(name, Optional.empty(), Optional.of(row.row()))));
  }

  private void add(RowDiff diff) {
    differing++;
    examples.add(diff);
    if (examples.size() > maxExamples) {
      examples.pollLast();
    }
  }

  /** The rows that are left after each of the others has taken one that is equal to it. */
  private static List<Answer> without(List<Answer> rows, List<Answer> others) {
    Map<Answer, Long> taken = new HashMap<>();
    others.forEach(other -> taken.merge(other, 1L, Long::sum));
    List<Answer> left = new ArrayList<>();
    for (Answer row : rows) {
      if (taken.merge(row, -1L, Long::sum) < 0) {
        left.add(row);
      }
    }
    return left;
  }

  boolean isEqual() {
    return differing == 0;
  }

  SinkDiff result(String sink) {
    return isEqual()
        ? new SinkDiff.Equal(sink, firstRows)
        : new SinkDiff.Different(sink, firstRows, secondRows, differing, List.copyOf(examples));
  }
}
