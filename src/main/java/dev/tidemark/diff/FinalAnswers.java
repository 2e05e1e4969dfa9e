package dev.tidemark.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.row.RowIdentity.Finality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The final ones among rows that are added in the order in which they were emitted. */
final class FinalAnswers {
  private final Finality finality;
  private final Map<String, TreeMap<String, List<Answer>>> byKey = new HashMap<>();

  FinalAnswers(Finality finality) {
    this.finality = finality;
  }

  void add(Answer answer) {
    TreeMap<String, List<Answer>> ofKey =
        byKey.computeIfAbsent(answer.key(), fresh -> new TreeMap<>());
    switch (finality) {
      case EVERY_ROW, SUM_OF_PANES ->
          ofKey.merge(answer.within(), List.of(answer), FinalAnswers::joined);
      case LAST_OF_KEY -> {
        ofKey.clear();
        ofKey.put(answer.within(), List.of(answer));
      }
      case LAST_OF_WINDOW -> {
        Window.of(answer.within()).ifPresent(window -> window.removeContained(ofKey));
        ofKey.put(answer.within(), List.of(answer));
      }
    }
  }

  /** Whether what answers a key is in more than one row, which would have to be added up. */
  boolean arePartial() {
    return finality == Finality.SUM_OF_PANES
        && byKey.values().stream()
            .anyMatch(ofKey -> ofKey.values().stream().anyMatch(rows -> rows.size() > 1));
  }

  /** All of them, by name. */
  Map<String, List<Answer>> byName() {
    Map<String, List<Answer>> byName = new HashMap<>();
    byKey
        .values()
        .forEach(ofKey -> ofKey.values().forEach(rows -> byName.put(rows.get(0).name(), rows)));
    return byName;
  }

  /** The bounds of a window, as texts whose order is that of the times. */
  private record Window(String within, String start, String end) {

    /** Empty where all times are one window. */
    static Optional<Window> of(String within) {
      try {
        Iterator<JsonNode> bounds = SinkRows.JSON.readTree(within).elements();
        return bounds.hasNext()
            ? Optional.of(new Window(within, bounds.next().asText(), bounds.next().asText()))
            : Optional.empty();
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an answer's own text is JSON", e);
      }
    }

    void removeContained(SortedMap<String, List<Answer>> windows) {
      // The texts begin with the start, so this one precedes those of all windows that have it.
      String first = within.substring(0, within.indexOf(start) + start.length());
      for (Iterator<String> those = windows.tailMap(first).keySet().iterator(); those.hasNext(); ) {
        Window other = of(those.next()).orElseThrow();
        if (other.start.compareTo(end) >= 0) {
          return;
        }
        if (other.end.compareTo(end) <= 0) {
          those.remove();
        }
      }
    }
  }

  private static List<Answer> joined(List<Answer> some, List<Answer> others) {
    List<Answer> all = some instanceof ArrayList ? some : new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
