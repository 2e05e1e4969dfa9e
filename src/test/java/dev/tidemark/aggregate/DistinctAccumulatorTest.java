package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The first occurrence is by the total order of the readings, whatever their order of arrival. */
class DistinctAccumulatorTest {
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);
  private static final EventTime ARRIVAL =
      new EventTime(ActivitySchema.ARRIVAL_TIME, Duration.ZERO);

  @Test
  void eachKeyOfTheTotalOrderBreaksTiesOfThePrecedingKeys() {
    List<Reading> ordered =
        List.of(
            Readings.atNanos(-1).arrival(9).device("z").index(9).gt("e").build(),
            Readings.atNanos(0).arrival(1).device("z").index(9).gt("d").build(),
            Readings.atNanos(0).arrival(2).device("a").index(9).gt("c").build(),
            Readings.atNanos(0).arrival(2).device("b").index(-1).gt("b").build(),
            Readings.atNanos(0).arrival(2).device("b").gt("a").build(),
            Readings.atNanos(0).arrival(2).device("b").index(1).gt("0").build(),
            Readings.atNanos(5).arrival(0).device("a").index(0).gt("e").build());
    for (int seed = 0; seed < 30; seed++) {
      List<Reading> shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, new Random(seed));
      for (int cut = 0; cut <= shuffled.size(); cut++) {
        assertThat(merged(shuffled.subList(0, cut), shuffled.subList(cut, 7), CREATION))
            .isEqualTo("[\"e\",\"d\",\"c\",\"b\",\"a\",\"0\"]");
      }
    }
  }

  /** What ties on arrival, device and index: creation time, model, user, gt, x, as declared. */
  @Test
  void tiesOnIndexAreOrderedByTheRemainingValues() {
    List<Reading> ordered =
        List.of(
            Readings.atNanos(1).arrival(2).model("z").gt("walk").x(9).build(),
            Readings.atNanos(2).arrival(2).model("a").gt("bike").user("v").x(9).build(),
            Readings.atNanos(2).arrival(2).model("b").gt("walk").user("u").x(2).build(),
            Readings.atNanos(2).arrival(2).model("b").gt("sit").user("v").x(2).build(),
            Readings.atNanos(2).arrival(2).model("b").gt("stand").user("v").x(1).build());
    for (int seed = 0; seed < 30; seed++) {
      List<Reading> shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, new Random(seed));
      for (int cut = 0; cut <= shuffled.size(); cut++) {
        List<Reading> one = shuffled.subList(0, cut);
        List<Reading> other = shuffled.subList(cut, 5);
        assertThat(merged(ActivitySchema.GT, one, other, ARRIVAL))
            .isEqualTo("[\"walk\",\"bike\",\"sit\",\"stand\"]");
        assertThat(merged(ActivitySchema.MODEL, one, other, ARRIVAL))
            .isEqualTo("[\"z\",\"a\",\"b\"]");
      }
    }
  }

  @Test
  void anEarlierOccurrenceInTheOtherPartialCounts() {
    List<Reading> one = List.of(at(1, "sit"), at(5, "walk"));
    List<Reading> other = List.of(at(2, "bike"), at(0, "walk"));
    assertThat(merged(one, other, CREATION)).isEqualTo("[\"walk\",\"sit\",\"bike\"]");
    assertThat(merged(other, one, CREATION)).isEqualTo("[\"walk\",\"sit\",\"bike\"]");
  }

  @Test
  void inArrivalTimeTheFirstOccurrenceIsByArrival() {
    List<Reading> readings =
        List.of(
            Readings.atNanos(1).arrival(20).gt("walk").build(),
            Readings.atNanos(2).arrival(10).gt("sit").build());
    assertThat(merged(readings, List.of(), ARRIVAL)).isEqualTo("[\"sit\",\"walk\"]");
    assertThat(merged(readings, List.of(), CREATION)).isEqualTo("[\"walk\",\"sit\"]");
  }

  @Test
  void valuesFirstSeenTogetherAreSorted() {
    assertThat(merged(List.of(at(1, "walk")), List.of(at(1, "sit")), CREATION))
        .isEqualTo("[\"sit\",\"walk\"]");
    assertThat(merged(List.of(at(1, "sit")), List.of(at(1, "walk")), CREATION))
        .isEqualTo("[\"sit\",\"walk\"]");
  }

  private static Reading at(long nanos, String gt) {
    return Readings.atNanos(nanos).gt(gt).build();
  }

  private static String merged(List<Reading> one, List<Reading> other, EventTime eventTime) {
    return merged(ActivitySchema.GT, one, other, eventTime);
  }

  private static String merged(
      Field field, List<Reading> one, List<Reading> other, EventTime eventTime) {
    AggregateColumn distinct = AggregateColumn.distinct("r", field);
    Accumulator first = distinct.start();
    Accumulator second = distinct.start();
    one.forEach(reading -> first.add(reading.columns(), reading.row(), eventTime));
    other.forEach(reading -> second.add(reading.columns(), reading.row(), eventTime));
    first.merge(second);
    return ResultTexts.of(distinct, first);
  }
}
