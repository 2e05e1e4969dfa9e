package dev.tidemark.model;

import static dev.tidemark.model.CoderTest.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.CodePointOrder;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Readings of declared schemas: their coders and their total order. */
class AnySchemaCoderTest {
  private static final ReadingSchema EVERY_TYPE =
      ReadingSchema.builder()
          .add("at", Field.Type.INSTANT)
          .add("came", Field.Type.INSTANT, Unit.SECONDS)
          .add("made", Field.Type.WHOLE, Unit.MICROS, List.of("gps", "made"))
          .add("seq", Field.Type.WHOLE)
          .add("value", Field.Type.REAL)
          .add("sensor", Field.Type.TEXT, Unit.NONE, List.of("device", "id"))
          .add("ok", Field.Type.BOOLEAN)
          .require(List.of("at", "came"))
          .arrival("came")
          .identity(List.of("sensor", "seq"))
          .names(List.of("sensor"))
          .build();

  private static final ReadingSchema WITHOUT_ARRIVAL =
      ReadingSchema.builder().add("t", Field.Type.INSTANT).add("on", Field.Type.BOOLEAN).build();

  /** A value of each type, in the order of {@link #EVERY_TYPE}; most may be absent. */
  private record Values(
      long at,
      long came,
      Optional<Long> made,
      Optional<Long> seq,
      Optional<Double> value,
      Optional<String> sensor,
      Optional<Boolean> ok) {
    Reading reading() {
      ReadingColumnsBuilder builder = new ReadingColumnsBuilder(EVERY_TYPE, 1);
      builder.begin();
      builder.setWhole(0, at);
      builder.setWhole(1, came);
      made.ifPresent(number -> builder.setWhole(2, number));
      seq.ifPresent(number -> builder.setWhole(3, number));
      value.ifPresent(number -> builder.setReal(4, number));
      sensor.ifPresent(text -> builder.setText(5, text));
      ok.ifPresent(flag -> builder.setFlag(6, flag));
      builder.end(0);
      return builder.last();
    }
  }

  @Property(tries = 200)
  void readingsOfEveryType(@ForAll("readings") List<Reading> readings) throws IOException {
    assertRoundTrip(ReadingBatchCoder.of(EVERY_TYPE), ReadingBatch.of(readings));
  }

  @Property(tries = 100)
  void anAbsentValueStaysAbsent(@ForAll("readings") List<Reading> readings) {
    for (Reading reading : readings) {
      for (Field field : EVERY_TYPE.fields()) {
        assertThat(reading.value(field).isPresent()).isEqualTo(reading.has(field));
      }
    }
  }

  @Example
  void schemas() throws IOException {
    for (ReadingSchema schema :
        List.of(
            EVERY_TYPE,
            WITHOUT_ARRIVAL,
            WITHOUT_ARRIVAL.arrivingAt(WITHOUT_ARRIVAL.field("t")),
            ActivitySchema.SCHEMA,
            ReadingSchema.EMPTY)) {
      assertRoundTrip(SchemaCoder.of(), schema);
    }
  }

  /** Steps that change the schema pass on what steps before them found. */
  @Property(tries = 100)
  void sideOutputWithReadingsOfSeveralSchemas(
      @ForAll("readings") List<Reading> readings, @ForAll boolean on) throws IOException {
    ReadingColumnsBuilder other = new ReadingColumnsBuilder(WITHOUT_ARRIVAL, 1);
    other.begin();
    other.setWhole(0, 5);
    other.setFlag(1, on);
    other.end(7);
    List<DeadLetter> letters = new ArrayList<>();
    letters.add(late(other.last()));
    readings.forEach(reading -> letters.add(late(reading)));
    letters.add(late(Readings.atMillis(1).build()));
    letters.add(late(other.last()));
    assertRoundTrip(
        SideOutputCoder.of(),
        new SideOutput(
            letters,
            RecordCounts.EMPTY,
            List.of(new TraceEvent.Event("Step", other.last(), "what happened"))));
  }

  @Property
  void declaredOrder(@ForAll("values") Values one, @ForAll("values") Values other) {
    Comparator<Values> expected =
        Comparator.comparingLong(Values::at)
            .thenComparing(values -> Math.floorDiv(values.came(), 1_000_000L))
            .thenComparing(values -> values.sensor().orElse(""), CodePointOrder.ORDER)
            .thenComparing(values -> values.seq().orElse(0L))
            .thenComparing(Values::at)
            .thenComparing(values -> values.made().orElse(0L))
            .thenComparing(values -> values.value().orElse(Double.POSITIVE_INFINITY) + 0.0)
            .thenComparing(values -> values.ok().orElse(false));
    int order = order().compare(one.reading(), other.reading());
    int wanted = expected.compare(one, other);
    if (wanted != 0) {
      assertThat(Integer.signum(order)).isEqualTo(Integer.signum(wanted));
    }
    // What the values do not decide, absences do.
    assertThat(order().compare(other.reading(), one.reading())).isEqualTo(-order);
  }

  private static Comparator<Reading> order() {
    return new EventTime(EVERY_TYPE.field("at"), Duration.ZERO).order();
  }

  private static LateReading late(Reading reading) {
    return new LateReading(LateReading.Reason.BEHIND_ORDER, 3, Optional.empty(), reading);
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return anyValues(AnyReadings.wholes(), AnyReadings.texts(), AnyReadings.finiteDoubles())
        .map(Values::reading)
        .list()
        .ofMaxSize(20);
  }

  @Provide
  Arbitrary<Values> values() {
    return anyValues(
        Arbitraries.of(-1L, 0L, 1_000_000L),
        Arbitraries.of("", "a", "b"),
        Arbitraries.of(-0.0, 0.0, 1.5));
  }

  private static Arbitrary<Values> anyValues(
      Arbitrary<Long> wholes, Arbitrary<String> texts, Arbitrary<Double> reals) {
    return Combinators.combine(
            wholes,
            wholes,
            wholes.optional(0.7),
            wholes.optional(0.7),
            reals.optional(0.7),
            texts.optional(0.7),
            Arbitraries.of(true, false).optional(0.7))
        .as(Values::new);
  }
}
