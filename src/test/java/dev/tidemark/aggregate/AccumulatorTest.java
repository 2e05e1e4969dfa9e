package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.index;
import static dev.tidemark.testing.Values.x;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.aggregate.function.Function;
import dev.tidemark.aggregate.function.Function.Count;
import dev.tidemark.aggregate.function.Function.CountDistinct;
import dev.tidemark.aggregate.function.Function.Deviation;
import dev.tidemark.aggregate.function.Function.Distinct;
import dev.tidemark.aggregate.function.Function.Extreme;
import dev.tidemark.aggregate.function.Function.ExtremeBy;
import dev.tidemark.aggregate.function.Function.Mean;
import dev.tidemark.aggregate.function.Function.Percentile;
import dev.tidemark.aggregate.function.Function.Side;
import dev.tidemark.aggregate.function.Function.Sum;
import dev.tidemark.aggregate.function.Function.Where;
import dev.tidemark.exact.ExactMean;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AccumulatorTest {
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);

  /** Every function of every field that it takes. */
  private static final List<AggregateColumn> ALL =
      ActivitySchema.SCHEMA.fields().stream()
          .flatMap(AccumulatorTest::each)
          .map(function -> new AggregateColumn(function.toString(), function))
          .toList();

  private static final List<Reading> THREE =
      List.of(
          at(3).gt("walk").x(0.25).index(7).build(),
          at(1).gt("sit").index(-2).build(),
          at(2).x(-1.5).build());

  @Test
  void countIncludesAllReadingsOrThoseWithTheField() {
    assertThat(result(new Count(ActivitySchema.USER), THREE)).isEqualTo("3");
    assertThat(result(new Count(ActivitySchema.GT), THREE)).isEqualTo("2");
    assertThat(result(new Count(ActivitySchema.MODEL), THREE)).isEqualTo("0");
  }

  @Test
  void sumAndMeanIgnoreReadingsWithoutTheField() {
    assertThat(result(new Sum(ActivitySchema.X), THREE)).isEqualTo("-1.25");
    assertThat(result(new Mean(ActivitySchema.X), THREE)).isEqualTo("-0.625");
    assertThat(result(new Sum(ActivitySchema.INDEX), THREE)).isEqualTo("5");
    assertThat(result(new Mean(ActivitySchema.INDEX), THREE)).isEqualTo("2.5");
  }

  @Test
  void minAndMaxCompareNumbersNumericallyAndStringsAsStrings() {
    assertThat(result(new Extreme(ActivitySchema.X, Side.SMALLEST), THREE)).isEqualTo("-1.5");
    assertThat(result(new Extreme(ActivitySchema.X, Side.LARGEST), THREE)).isEqualTo("0.25");
    assertThat(result(new Extreme(ActivitySchema.INDEX, Side.SMALLEST), THREE)).isEqualTo("-2");
    assertThat(result(new Extreme(ActivitySchema.GT, Side.LARGEST), THREE)).isEqualTo("\"walk\"");
    assertThat(result(new Extreme(ActivitySchema.CREATION_TIME, Side.LARGEST), THREE))
        .isEqualTo("3");
  }

  @Test
  void distinctIsInOrderOfFirstOccurrenceWithoutNulls() {
    List<Reading> readings =
        List.of(
            at(5).gt("walk").build(),
            at(1).build(),
            at(4).gt("null").build(),
            at(2).gt("walk").build(),
            at(3).gt("sit").build());
    assertThat(result(new Distinct(ActivitySchema.GT), readings))
        .isEqualTo("[\"walk\",\"sit\",\"null\"]");
  }

  @Test
  void resultIsNullOrEmptyWithoutValues() {
    List<Reading> none = List.of(at(1).build());
    assertThat(result(new Sum(ActivitySchema.X), none)).isEqualTo("null");
    assertThat(result(new Mean(ActivitySchema.X), none)).isEqualTo("null");
    assertThat(result(new Extreme(ActivitySchema.GT, Side.SMALLEST), none)).isEqualTo("null");
    assertThat(result(new Extreme(ActivitySchema.INDEX, Side.LARGEST), none)).isEqualTo("null");
    assertThat(result(new Distinct(ActivitySchema.GT), none)).isEqualTo("[]");
  }

  @Test
  void aSumOfIntegersMayExceed64Bits() {
    List<Reading> readings =
        List.of(at(1).index(Long.MAX_VALUE).build(), at(2).index(Long.MAX_VALUE).build());
    assertThat(result(new Sum(ActivitySchema.INDEX), readings)).isEqualTo("18446744073709551614");
  }

  @Test
  void aMeanIsTheRoundedSumDividedByTheCount() {
    // Added one by one ten tenths make 0.9999999999999999; their exact sum rounds to 1.
    List<Reading> tenths = Collections.nCopies(10, at(1).x(0.1).build());
    assertThat(result(new Sum(ActivitySchema.X), tenths)).isEqualTo("1.0");
    assertThat(result(new Mean(ActivitySchema.X), tenths)).isEqualTo("0.1");
    List<Reading> cancelling =
        List.of(at(1).x(1e100).build(), at(2).x(1.0).build(), at(3).x(-1e100).build());
    assertThat(result(new Mean(ActivitySchema.X), cancelling)).isEqualTo(String.valueOf(1.0 / 3));
  }

  @Test
  void aMeanThatUnderflowsIsPositiveZero() {
    List<Reading> tiny =
        List.of(at(1).x(-Double.MIN_VALUE).build(), at(2).x(0).build(), at(3).x(0).build());
    assertThat(result(new Mean(ActivitySchema.X), tiny)).isEqualTo("0.0");
    assertThat(ExactMean.EMPTY.plus(-Double.MIN_VALUE).plus(0).plus(0).value()).isEqualTo(0.0);
  }

  @Test
  void onlyReadingsThatMeetTheConditionCount() {
    assertThat(result(new Where(new Count(ActivitySchema.USER), r -> x(r) > 0), THREE))
        .isEqualTo("1");
    assertThat(result(new Where(new Sum(ActivitySchema.X), r -> x(r) < 0), THREE))
        .isEqualTo("-1.5");
    assertThat(result(new Where(new Sum(ActivitySchema.X), r -> x(r) > 9), THREE))
        .isEqualTo("null");
    assertThat(result(new Where(new Distinct(ActivitySchema.GT), r -> index(r).isPresent()), THREE))
        .isEqualTo("[\"sit\",\"walk\"]");
  }

  @Test
  void aValueByAnotherIsThatOfTheFirstReadingWithTheExtreme() {
    List<Reading> readings =
        List.of(
            at(5).gt("e").x(2).index(3).build(),
            at(4).gt("d").x(1).index(4).build(),
            at(3).gt("c").x(2).index(3).build(),
            at(2).x(-1).index(1).build(),
            at(1).gt("a").index(9).build());
    assertThat(result(new ExtremeBy(ActivitySchema.GT, ActivitySchema.X, Side.LARGEST), readings))
        .isEqualTo("\"c\"");
    // That reading has no gt; the one without x does not count.
    assertThat(result(new ExtremeBy(ActivitySchema.GT, ActivitySchema.X, Side.SMALLEST), readings))
        .isEqualTo("null");
    assertThat(result(new ExtremeBy(ActivitySchema.X, ActivitySchema.GT, Side.LARGEST), readings))
        .isEqualTo("2.0");
    assertThat(
            result(new ExtremeBy(ActivitySchema.INDEX, ActivitySchema.GT, Side.SMALLEST), readings))
        .isEqualTo("9");
    assertThat(result(new ExtremeBy(ActivitySchema.GT, ActivitySchema.X, Side.LARGEST), List.of()))
        .isEqualTo("null");
  }

  @Test
  void distinctValuesAreCounted() {
    assertThat(result(new CountDistinct(ActivitySchema.GT), THREE)).isEqualTo("2");
    assertThat(result(new CountDistinct(ActivitySchema.USER), THREE)).isEqualTo("1");
    assertThat(result(new CountDistinct(ActivitySchema.MODEL), THREE)).isEqualTo("0");
    assertThat(
            result(
                new CountDistinct(ActivitySchema.X),
                List.of(at(1).x(0).build(), at(2).x(-0.0).build())))
        .isEqualTo("1");
  }

  @Test
  void aDeviationIsThatOfASample() {
    // Worked by hand: mean 5, squares of the differences 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32.
    List<Reading> eight =
        Stream.of(2, 4, 4, 4, 5, 5, 7, 9).map(x -> at(x).x(x).index(x).build()).toList();
    assertThat(result(new Deviation(ActivitySchema.X), eight))
        .isEqualTo(String.valueOf(Math.sqrt(32 / 7.0)));
    assertThat(result(new Deviation(ActivitySchema.INDEX), eight))
        .isEqualTo(String.valueOf(Math.sqrt(32 / 7.0)));
    assertThat(result(new Deviation(ActivitySchema.X), eight.subList(0, 1))).isEqualTo("null");
    assertThat(result(new Deviation(ActivitySchema.X), eight.subList(1, 3))).isEqualTo("0.0");
  }

  @Test
  void aPercentileIsInterpolated() {
    List<Reading> readings =
        Stream.of(40, 10, 30, 20).map(x -> at(x).x(x).index(x).build()).toList();
    assertThat(result(new Percentile(ActivitySchema.X, 0), readings)).isEqualTo("10.0");
    assertThat(result(new Percentile(ActivitySchema.X, 0.5), readings)).isEqualTo("25.0");
    assertThat(result(new Percentile(ActivitySchema.INDEX, 0.75), readings)).isEqualTo("32.5");
    assertThat(result(new Percentile(ActivitySchema.X, 1), readings)).isEqualTo("40.0");
    assertThat(result(new Percentile(ActivitySchema.X, 0.5), List.of())).isEqualTo("null");
  }

  @Test
  void minusZeroEqualsZero() {
    List<Reading> zeros = List.of(at(1).x(0.0).build(), at(2).x(-0.0).build());
    assertThat(result(new Distinct(ActivitySchema.X), zeros)).isEqualTo("[0.0]");
    assertThat(result(new Extreme(ActivitySchema.X, Side.SMALLEST), zeros)).isEqualTo("0.0");
    assertThat(result(new Extreme(ActivitySchema.X, Side.LARGEST), List.of(at(2).x(-0.0).build())))
        .isEqualTo("0.0");
  }

  @Property(tries = 200)
  void mergingPartialsEqualsAddingAllReadings(
      @ForAll("readings") List<Reading> readings, @ForAll Random random) throws IOException {
    Partial all = Partial.start(ALL);
    readings.forEach(reading -> add(reading, all));
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    int cut = random.nextInt(readings.size() + 1);
    Partial first = Partial.start(ALL);
    Partial second = Partial.start(ALL);
    shuffled.subList(0, cut).forEach(reading -> add(reading, first));
    shuffled.subList(cut, readings.size()).forEach(reading -> add(reading, second));
    String secondAlone = results(second);
    Partial forward = copied(first);
    forward.merge(second);
    assertThat(results(forward)).isEqualTo(results(all));
    assertThat(results(second)).isEqualTo(secondAlone);
    second.merge(first);
    assertThat(results(second)).isEqualTo(results(all));
    assertThat(results(copied(second))).isEqualTo(results(all));
  }

  @Test
  void longStringsSurviveTheCoder() throws IOException {
    String name = "n".repeat(70_000);
    Partial partial = Partial.start(ALL);
    add(at(1).user(name).device(name).model(name).gt(name).build(), partial);
    assertThat(results(copied(partial))).isEqualTo(results(partial));
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return AnyReadings.readings().list().ofMaxSize(12);
  }

  /** Every function that takes a field, alone and of some readings only. */
  private static Stream<Function> each(Field field) {
    Stream<Function> ofAny =
        Stream.of(
            new Count(field),
            new Extreme(field, Side.SMALLEST),
            new Extreme(field, Side.LARGEST),
            new Distinct(field),
            new CountDistinct(field),
            new ExtremeBy(ActivitySchema.GT, field, Side.SMALLEST),
            new ExtremeBy(field, ActivitySchema.X, Side.LARGEST));
    Stream<Function> ofNumbers =
        field.type() == Field.Type.TEXT
            ? Stream.of()
            : Stream.of(
                new Sum(field),
                new Mean(field),
                new Deviation(field),
                new Percentile(field, 0),
                new Percentile(field, 0.9));
    return Stream.concat(ofAny, ofNumbers)
        .flatMap(function -> Stream.of(function, new Where(function, reading -> x(reading) > 0)));
  }

  private static Readings at(long nanos) {
    return Readings.atNanos(nanos);
  }

  private static String result(Function function, List<Reading> readings) {
    AggregateColumn aggregate = new AggregateColumn("r", function);
    Accumulator accumulator = aggregate.start();
    readings.forEach(reading -> add(reading, accumulator));
    return ResultTexts.of(aggregate, accumulator);
  }

  private static String results(Partial partial) {
    return ResultTexts.of(ALL, partial);
  }

  private static Partial copied(Partial partial) {
    return Partial.decode(partial.encode(), ALL, ActivitySchema.SCHEMA);
  }

  private static void add(Reading reading, Accumulator accumulator) {
    accumulator.add(reading.columns(), reading.row(), CREATION);
  }

  private static void add(Reading reading, Partial partial) {
    partial.add(reading.columns(), reading.row(), CREATION);
  }
}
