package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.exact.ExactMean;
import dev.tidemark.model.Field;
import dev.tidemark.model.Reading;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TimeField;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final EventTime CREATION = new EventTime(TimeField.CREATION_TIME, Duration.ZERO);

  /** Every function of every field that it takes. */
  private static final List<AggregateColumn> ALL =
      Arrays.stream(Function.values()).flatMap(AccumulatorTest::ofEachField).toList();

  private static final List<Reading> THREE =
      List.of(
          at(3).gt("walk").x(0.25).index(7).build(),
          at(1).gt("sit").index(-2).build(),
          at(2).x(-1.5).build());

  @Test
  void countIncludesAllReadingsOrThoseWithTheField() {
    assertThat(result(aggregate(Function.COUNT, Field.USER), THREE)).isEqualTo("3");
    assertThat(result(aggregate(Function.COUNT, Field.GT), THREE)).isEqualTo("2");
    assertThat(result(aggregate(Function.COUNT, Field.MODEL), THREE)).isEqualTo("0");
  }

  @Test
  void sumAndMeanIgnoreReadingsWithoutTheField() {
    assertThat(result(aggregate(Function.SUM, Field.X), THREE)).isEqualTo("-1.25");
    assertThat(result(aggregate(Function.MEAN, Field.X), THREE)).isEqualTo("-0.625");
    assertThat(result(aggregate(Function.SUM, Field.INDEX), THREE)).isEqualTo("5");
    assertThat(result(aggregate(Function.MEAN, Field.INDEX), THREE)).isEqualTo("2.5");
  }

  @Test
  void minAndMaxCompareNumbersNumericallyAndStringsAsStrings() {
    assertThat(result(aggregate(Function.MIN, Field.X), THREE)).isEqualTo("-1.5");
    assertThat(result(aggregate(Function.MAX, Field.X), THREE)).isEqualTo("0.25");
    assertThat(result(aggregate(Function.MIN, Field.INDEX), THREE)).isEqualTo("-2");
    assertThat(result(aggregate(Function.MAX, Field.GT), THREE)).isEqualTo("\"walk\"");
    assertThat(result(aggregate(Function.MAX, Field.CREATION_TIME), THREE)).isEqualTo("3");
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
    assertThat(result(aggregate(Function.DISTINCT, Field.GT), readings))
        .isEqualTo("[\"walk\",\"sit\",\"null\"]");
  }

  @Test
  void resultIsNullOrEmptyWithoutValues() {
    List<Reading> none = List.of(at(1).build());
    assertThat(result(aggregate(Function.SUM, Field.X), none)).isEqualTo("null");
    assertThat(result(aggregate(Function.MEAN, Field.X), none)).isEqualTo("null");
    assertThat(result(aggregate(Function.MIN, Field.GT), none)).isEqualTo("null");
    assertThat(result(aggregate(Function.MAX, Field.INDEX), none)).isEqualTo("null");
    assertThat(result(aggregate(Function.DISTINCT, Field.GT), none)).isEqualTo("[]");
  }

  @Test
  void aSumOfIntegersMayExceed64Bits() {
    List<Reading> readings =
        List.of(at(1).index(Long.MAX_VALUE).build(), at(2).index(Long.MAX_VALUE).build());
    assertThat(result(aggregate(Function.SUM, Field.INDEX), readings))
        .isEqualTo("18446744073709551614");
  }

  @Test
  void aMeanIsTheRoundedSumDividedByTheCount() {
    // Added one by one ten tenths make 0.9999999999999999; their exact sum rounds to 1.
    List<Reading> tenths = Collections.nCopies(10, at(1).x(0.1).build());
    assertThat(result(aggregate(Function.SUM, Field.X), tenths)).isEqualTo("1.0");
    assertThat(result(aggregate(Function.MEAN, Field.X), tenths)).isEqualTo("0.1");
    List<Reading> cancelling =
        List.of(at(1).x(1e100).build(), at(2).x(1.0).build(), at(3).x(-1e100).build());
    assertThat(result(aggregate(Function.MEAN, Field.X), cancelling))
        .isEqualTo(String.valueOf(1.0 / 3));
  }

  @Test
  void aMeanThatUnderflowsIsPositiveZero() {
    List<Reading> tiny =
        List.of(at(1).x(-Double.MIN_VALUE).build(), at(2).x(0).build(), at(3).x(0).build());
    assertThat(result(aggregate(Function.MEAN, Field.X), tiny)).isEqualTo("0.0");
    assertThat(ExactMean.EMPTY.plus(-Double.MIN_VALUE).plus(0).plus(0).value()).isEqualTo(0.0);
  }

  @Test
  void minusZeroEqualsZero() {
    List<Reading> zeros = List.of(at(1).x(0.0).build(), at(2).x(-0.0).build());
    assertThat(result(aggregate(Function.DISTINCT, Field.X), zeros)).isEqualTo("[0.0]");
    assertThat(result(aggregate(Function.MIN, Field.X), zeros)).isEqualTo("0.0");
    assertThat(result(aggregate(Function.MAX, Field.X), List.of(at(2).x(-0.0).build())))
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

  private static Stream<AggregateColumn> ofEachField(Function function) {
    return Arrays.stream(Field.values())
        .filter(field -> !function.needsNumber() || field.type() != Field.Type.TEXT)
        .map(field -> aggregate(function, field));
  }

  private static AggregateColumn aggregate(Function function, Field field) {
    return new AggregateColumn(function + "_" + field, function, field);
  }

  private static Readings at(long nanos) {
    return Readings.atNanos(nanos);
  }

  private static String result(AggregateColumn aggregate, List<Reading> readings) {
    Accumulator accumulator = aggregate.start();
    readings.forEach(reading -> add(reading, accumulator));
    return ResultTexts.of(aggregate, accumulator);
  }

  private static String results(Partial partial) {
    return ResultTexts.of(ALL, partial);
  }

  private static Partial copied(Partial partial) throws IOException {
    Partial.PartialCoder coder = new Partial.PartialCoder(ALL);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    coder.encode(partial, bytes);
    return coder.decode(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static void add(Reading reading, Accumulator accumulator) {
    accumulator.add(reading.columns(), reading.row(), CREATION);
  }

  private static void add(Reading reading, Partial partial) {
    partial.add(reading.columns(), reading.row(), CREATION);
  }
}
