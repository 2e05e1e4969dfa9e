package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.model.Books;
import dev.tidemark.model.Books.Outcome;
import dev.tidemark.model.Delivery;
import dev.tidemark.model.Field;
import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingBlock;
import dev.tidemark.model.ReadingKey;
import dev.tidemark.model.SetAside;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TimeField;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class SplitByKeyTest {
  private static final OrderPolicy POLICY =
      new OrderPolicy(
          new EventTime(TimeField.CREATION_TIME, Duration.ofSeconds(10)), Duration.ZERO);
  private static final Delivery NOTHING_DUE =
      new Delivery(3, 70_000, false, List.of(60_000L), Map.of());

  @Test
  void oneBlockAKeyInTheOrderInWhichReadingsCameAndTheBooksWithTheFirst() {
    Reading first = Readings.atMillis(69_000).user("b").build();
    Reading second = Readings.atMillis(62_000).arrival(70_000).user("b").build();
    Reading other = Readings.atMillis(70_000).user("a").build();
    Books books = Books.of("split", Outcome.READ, 3);
    assertThat(split(block(NOTHING_DUE, first), block(NOTHING_DUE, other, second)))
        .containsExactly(
            at(
                70_000,
                ReadingKey.of("a"),
                new ReadingBlock(List.of(other), setAside(books), NOTHING_DUE)),
            at(
                62_000,
                ReadingKey.of("b"),
                new ReadingBlock(List.of(first, second), SetAside.NOTHING, NOTHING_DUE)));
  }

  @Test
  void whatIsLateIsSetAsideAndToldAlthoughNoKeyHasReadings() {
    Reading late = Readings.atMillis(59_999).arrival(70_000).build();
    SetAside told =
        new SetAside(
            List.of(LateReading.behindOrder(1, late)),
            Books.of("split", Outcome.READ, 1)
                .plus(Books.of("split", Outcome.LATE, 1))
                .plus(
                    Books.of(
                        Findings.of(
                            "split",
                            new Lateness(1, 10_001, "max_delay of AssignTimestamps (10 s)")))));
    assertThat(split(block(NOTHING_DUE, late)))
        .containsExactly(
            at(70_000, ReadingKey.ABSENT, new ReadingBlock(List.of(), told, NOTHING_DUE)));
  }

  @Test
  void keysThatAreDueAreToldEachAndTheStepsBehindOnce() {
    Map<Field, List<ReadingKey>> due =
        Map.of(
            Field.USER,
            List.of(ReadingKey.of("b"), ReadingKey.of("c")),
            Field.DEVICE,
            List.of(ReadingKey.of("phone")));
    Delivery told = new Delivery(3, 70_000, false, List.of(60_000L), due);
    assertThat(split(block(told)))
        .extracting(split -> split.getValue().getKey(), split -> split.getValue().getValue())
        .containsExactly(
            tuple(ReadingKey.of("b"), new ReadingBlock(List.of(), SetAside.NOTHING, told)),
            tuple(ReadingKey.of("c"), new ReadingBlock(List.of(), SetAside.NOTHING, NOTHING_DUE)));
  }

  @Test
  void whatIsDueForStepsBehindAloneIsToldThem() {
    Delivery told =
        new Delivery(
            3,
            70_000,
            false,
            List.of(60_000L),
            Map.of(Field.DEVICE, List.of(ReadingKey.of("phone"))));
    assertThat(split(block(told)))
        .containsExactly(
            at(70_000, ReadingKey.ABSENT, new ReadingBlock(List.of(), SetAside.NOTHING, told)));
  }

  @Test
  void aBundleWithNothingToTellIsNothing() {
    assertThat(split()).isEmpty();
  }

  private static List<TimestampedValue<KV<ReadingKey, ReadingBlock>>> split(
      ReadingBlock... blocks) {
    return new Splitting(Field.USER, POLICY).bundle(List.of(blocks));
  }

  private static ReadingBlock block(Delivery delivery, Reading... readings) {
    return new ReadingBlock(List.of(readings), SetAside.NOTHING, delivery);
  }

  private static SetAside setAside(Books books) {
    return new SetAside(List.of(), books);
  }

  private static TimestampedValue<KV<ReadingKey, ReadingBlock>> at(
      long millis, ReadingKey key, ReadingBlock block) {
    return TimestampedValue.of(KV.of(key, block), Instant.ofEpochMilli(millis));
  }
}
