package dev.tidemark.model.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The total order: (Creation_Time, Arrival_Time, Device, Index), then the remaining fields. */
class ReadingOrderTest {
  private static final Comparator<Reading> BY_CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO).order();

  @Example
  void eachKeyOfTheOrderBreaksTiesOfThePrecedingKeys() {
    List<Reading> ordered =
        List.of(
            at(-1).arrival(9).device("z").index(9).build(),
            at(0).arrival(1).device("z").index(9).build(),
            at(0).arrival(2).device("a").index(9).build(),
            at(0).arrival(2).device("b").index(-1).build(),
            at(0).arrival(2).device("b").build(),
            at(0).arrival(2).device("b").index(1).build(),
            at(1).arrival(0).device("a").index(0).build());
    List<Reading> shuffled = new ArrayList<>(ordered);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(BY_CREATION);
      assertThat(shuffled).isEqualTo(ordered);
    }
  }

  @Example
  void inArrivalTimeTheCreationTimeComesAfterDeviceAndIndex() {
    Comparator<Reading> order = new EventTime(ActivitySchema.ARRIVAL_TIME, Duration.ZERO).order();
    Reading first = at(9).arrival(1).device("a").build();
    Reading second = at(1).arrival(1).device("b").build();
    assertThat(order.compare(first, second)).isNegative();
    assertThat(order.compare(first, at(8).arrival(1).device("a").build())).isPositive();
  }

  @Example
  void extremeTimesCompareWithoutOverflow() {
    assertThat(BY_CREATION.compare(at(Long.MIN_VALUE).build(), at(Long.MAX_VALUE).build()))
        .isNegative();
  }

  @Example
  void minusZeroTiesWithZero() {
    assertThat(BY_CREATION.compare(at(0).x(-0.0).build(), at(0).x(0.0).build())).isZero();
  }

  @Property
  void readingsThatTieAreEqual(
      @ForAll("fewValues") Reading one, @ForAll("fewValues") Reading other) {
    int order = BY_CREATION.compare(one, other);
    assertThat(order == 0).isEqualTo(one.equals(other));
    assertThat(Integer.signum(BY_CREATION.compare(other, one))).isEqualTo(-Integer.signum(order));
  }

  @Property
  void theOrderIsTransitive(
      @ForAll("fewValues") Reading a,
      @ForAll("fewValues") Reading b,
      @ForAll("fewValues") Reading c) {
    if (BY_CREATION.compare(a, b) <= 0 && BY_CREATION.compare(b, c) <= 0) {
      assertThat(BY_CREATION.compare(a, c)).isLessThanOrEqualTo(0);
    }
  }

  /** Readings that differ in one field or two, often in none. */
  @Provide
  Arbitrary<Reading> fewValues() {
    Arbitrary<Boolean> mostlyNot = Arbitraries.of(false, false, false, false, true);
    return Combinators.combine(mostlyNot.list().ofSize(6), Arbitraries.of(0, 0, 0, 1, 2))
        .as(
            (has, time) -> {
              Readings reading = at(time);
              reading.user(has.get(0) ? "b" : "a");
              reading.device(has.get(1) ? "watch" : "phone");
              if (has.get(2)) {
                reading.index(0);
              }
              if (has.get(3)) {
                reading.model("");
              }
              if (has.get(4)) {
                reading.gt("");
              }
              if (has.get(5)) {
                reading.x(0);
              }
              return reading.build();
            });
  }

  private static Readings at(long nanos) {
    return Readings.atNanos(nanos);
  }
}
