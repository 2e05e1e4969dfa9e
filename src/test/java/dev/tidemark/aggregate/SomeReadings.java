package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.creationTime;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import dev.tidemark.testing.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Readings of two users around 1970, so that windows and gaps meet in every way. */
final class SomeReadings {
  private SomeReadings() {}

  static Arbitrary<List<Reading>> lists() {
    return Combinators.combine(
            Arbitraries.of("a", "b"),
            Arbitraries.oneOf(
                Arbitraries.longs().between(-100, 100).map(millis -> millis * 1_000_000),
                Arbitraries.longs().between(-100_000_000, 100_000_000)),
            Arbitraries.of("sit", "walk", "bike"))
        .as((user, nanos, gt) -> Readings.atNanos(nanos).user(user).gt(gt).build())
        .list()
        .ofMaxSize(25)
        .map(SomeReadings::withoutTies);
  }

  /** Each user's readings in event-time order. */
  static Map<String, List<Reading>> byUser(List<Reading> readings) {
    return readings.stream()
        .sorted(Comparator.comparingLong(Values::creationTime))
        .collect(Collectors.groupingBy(Values::user, TreeMap::new, Collectors.toList()));
  }

  static long millis(Reading reading) {
    return Math.floorDiv(creationTime(reading), 1_000_000L);
  }

  private static List<Reading> withoutTies(List<Reading> readings) {
    return List.copyOf(
        readings.stream()
            .collect(Collectors.toMap(Values::creationTime, reading -> reading, (a, b) -> a))
            .values());
  }

  /** The readings in bundles of a size. */
  static List<List<Reading>> bundles(List<Reading> readings, int size) {
    List<List<Reading>> bundles = new ArrayList<>();
    for (int from = 0; from < readings.size(); from += size) {
      bundles.add(readings.subList(from, Math.min(from + size, readings.size())));
    }
    return bundles;
  }
}
