package dev.tidemark.trace;

import dev.tidemark.model.TraceEvent.Roll;
import dev.tidemark.schema.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which names readings have: helps a user whose traced reading was not found. */
final class NearestNames {
  /** More names would not help. */
  private static final int MAX_NAMES = 20;

  private final Map<List<String>, Roll> rolls =
      new TreeMap<>(Comparator.comparing((List<String> names) -> String.join("/", names)));

  void add(Roll roll) {
    rolls.merge(roll.names(), roll, Roll::plus);
  }

  List<String> nothingOf(ReadingId id) {
    return List.of(id + ": no such reading was read", "  " + nearest(id));
  }

  private String nearest(ReadingId id) {
    if (rolls.isEmpty()) {
      return "no reading was read at all";
    }
    List<Field> fields = id.fields();
    int last = fields.size() - 1;
    for (int i = 0; i < last; i++) {
      Set<String> others = namesAfter(id.values().subList(0, i));
      if (!others.contains(id.values().get(i))) {
        return i == 0
            ? "%s has no reading; there are %s".formatted(named(id, 0, 1), listed(others))
            : "%s has no reading of %s; there are %s"
                .formatted(named(id, 0, i), named(id, i, i + 1), listed(others));
      }
    }
    Roll roll = rolls.get(id.values().subList(0, last));
    String count =
        String.format(
            Locale.ROOT,
            "%s %,d readings%s",
            last == 0 ? "there are" : named(id, 0, 1) + " has",
            roll.count(),
            last < 2 ? "" : " of " + named(id, 1, last));
    return fields.get(last).type() == Field.Type.WHOLE
        ? "%s, with %s from %d to %d"
            .formatted(count, fields.get(last).name(), roll.leastIndex(), roll.greatestIndex())
        : count;
  }

  /** The values that come after some in the names of readings. */
  private Set<String> namesAfter(List<String> first) {
    Set<String> next = new TreeSet<>();
    for (List<String> names : rolls.keySet()) {
      if (names.subList(0, first.size()).equals(first)) {
        next.add(names.get(first.size()));
      }
    }
    return next;
  }

  /** Some of the values with the names of their fields, as in {@code Device gear_1}. */
  private static String named(ReadingId id, int from, int to) {
    StringJoiner text = new StringJoiner(", ");
    for (int i = from; i < to; i++) {
      text.add(id.fields().get(i).name() + " " + id.values().get(i));
    }
    return text.toString();
  }

  private static String listed(Set<String> all) {
    List<String> names = new ArrayList<>(all);
    return names.size() <= MAX_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MAX_NAMES)) + ", ...";
  }
}
