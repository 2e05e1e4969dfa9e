package dev.tidemark.testing;

import dev.tidemark.model.reading.Reading;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary readings, for properties. */
public final class AnyReadings {
  private AnyReadings() {}

  /** Times and indexes: near each other, anywhere, and at both ends of 64 bits. */
  public static Arbitrary<Long> wholes() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-1000, 1000),
        Arbitraries.longs(),
        Arbitraries.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -1L, 0L, Long.MAX_VALUE));
  }

  /** Any valid Unicode text: without unpaired surrogates. */
  public static Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of("", "a", "b", "nexus4_1", "null", "Zoë", "\uD83D\uDEB2", "\u0000", "\"\\\n"),
        Arbitraries.strings().withCharRange('\u0000', '\uD7FF').ofMaxLength(20),
        Arbitraries.strings().withCharRange('a', 'e').ofLength(300));
  }

  /** Any finite double, by its bits, and NaN for an absent one. */
  public static Arbitrary<Double> reals() {
    return Arbitraries.oneOf(
        finiteDoubles(),
        Arbitraries.of(
            Double.NaN, 0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE));
  }

  public static Arbitrary<Double> finiteDoubles() {
    return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
  }

  public static Arbitrary<Reading> readings() {
    return Combinators.combine(judgedByThemselves(), wholes())
        .as((reading, clock) -> (clock % 2 == 0 ? reading : reading.clock(clock)).build());
  }

  private static Arbitrary<Readings> judgedByThemselves() {
    return Combinators.combine(
            wholes(),
            wholes(),
            texts(),
            texts(),
            wholes().optional(),
            texts().optional(),
            texts().optional(),
            reals().list().ofSize(3))
        .as(
            (creation, arrival, user, device, index, model, gt, xyz) -> {
              Readings reading =
                  Readings.atNanos(creation)
                      .arrival(arrival)
                      .user(user)
                      .device(device)
                      .x(xyz.get(0))
                      .y(xyz.get(1))
                      .z(xyz.get(2));
              index.ifPresent(reading::index);
              model.ifPresent(reading::model);
              gt.ifPresent(reading::gt);
              return reading;
            });
  }
}
