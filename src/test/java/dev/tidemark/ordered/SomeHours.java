package dev.tidemark.ordered;

import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * Readings of one user, as they come in. Many are apart by exactly {@link #GAP}, by 1 ns less, or
 * not at all; some by more than a long can represent. No two are equal in the total order.
 */
public final class SomeHours implements ArbitrarySupplier<List<Reading>> {
  public static final SessionGap GAP = new SessionGap(Duration.ofNanos(10_000));

  private record Step(long later, long arrival, String device, Optional<String> gt, double x) {}

  @Override
  public Arbitrary<List<Reading>> get() {
    Arbitrary<Long> starts =
        Arbitraries.of(0L, -25_500L, Long.MIN_VALUE, 1_424_686_733_176_178_965L);
    return Combinators.combine(starts, steps().list().ofMaxSize(40), Arbitraries.of(true, false))
        .as(SomeHours::readings)
        .flatMap(Arbitraries::shuffle);
  }

  private static Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.of(0L, 0L, 1L, 999L, 1_000L, 4_000L, 9_999L, 10_000L, 10_001L, 70_000L),
            Arbitraries.longs().between(0, 1),
            Arbitraries.of("phone", "watch"),
            Arbitraries.of("walk", "sit", "stand", "null").optional(0.85),
            Arbitraries.of(0.1, -0.3, 1e16, -1e16, 1.0, Double.MIN_VALUE, Double.NaN))
        .as(Step::new);
  }

  private static List<Reading> readings(long start, List<Step> steps, boolean farApart) {
    List<Reading> readings = new ArrayList<>();
    long now = start;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      now = farApart && i == steps.size() - 1 ? Long.MAX_VALUE : now + step.later;
      // Indexes are distinct but unordered.
      Readings reading =
          Readings.atNanos(now).arrival(step.arrival).device(step.device).index(i * 17L % 41);
      step.gt.ifPresent(reading::gt);
      readings.add(reading.x(step.x).build());
    }
    return readings;
  }
}
