package dev.tidemark.machine;

import static dev.tidemark.testing.Values.device;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.ByHand;
import dev.tidemark.ordered.EachInOrder;
import dev.tidemark.ordered.SomeHours;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CountWindowsTest {
  private static final long SECOND = 1_000_000_000L;

  private final CountWindows machine =
      new CountWindows(EachInOrder.CREATION, List.of(ActivitySchema.DEVICE), 3, ActivitySchema.X);
  private final List<String> rows = new ArrayList<>();
  private CountWindows.Window window = machine.start();

  @Example
  void aWindowIsEmittedWithItsLastReading() {
    has(1.5, 0);
    has(2.5, SECOND);
    assertThat(rows).isEmpty();
    has(4.25, 2 * SECOND + 1999);
    assertThat(rows)
        .containsExactly(
            row(0, 3, 2.75, "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:02.000001Z"));
  }

  @Example
  void windowsAreNumberedFromZeroAndDoNotOverlap() {
    for (int i = 0; i < 8; i++) {
      has(i, i * SECOND);
    }
    machine.end(window, JsonRows.addingTo(rows));
    assertThat(rows)
        .containsExactly(
            row(0, 3, 1.0, "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:02.000000Z"),
            row(1, 3, 4.0, "1970-01-01T00:00:03.000000Z", "1970-01-01T00:00:05.000000Z"));
  }

  @Example
  void anIncompleteWindowIsNotEmitted() {
    has(1, 0);
    has(1, 1);
    machine.end(window, JsonRows.addingTo(rows));
    assertThat(rows).isEmpty();
  }

  @Example
  void readingsWithoutTheFieldAreSkipped() {
    take(Readings.atNanos(0));
    has(1, SECOND);
    take(Readings.atNanos(2 * SECOND));
    has(2, 3 * SECOND);
    has(3, 4 * SECOND);
    take(Readings.atNanos(5 * SECOND));
    assertThat(rows)
        .containsExactly(
            row(0, 3, 2.0, "1970-01-01T00:00:01.000000Z", "1970-01-01T00:00:04.000000Z"));
  }

  @Example
  void aWindowMaySpanAllTimesAndPauses() {
    has(1, Long.MIN_VALUE);
    has(1, 0);
    has(1, Long.MAX_VALUE);
    assertThat(rows)
        .containsExactly(
            row(0, 3, 1.0, "1677-09-21T00:12:43.145224Z", "2262-04-11T23:47:16.854775Z"));
  }

  @Example
  void theMeanUsesTheCorrectlyRoundedSum() {
    // Added sequentially as doubles, these sum to 0.
    has(1e16, 0);
    has(1, 1);
    has(-1e16, 2);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).contains("\"mean_x\":0.3333333333333333,");
  }

  @Example
  void aSumThatOverflowsADoubleHasNoMean() {
    has(1.7e308, 0);
    has(1.7e308, 1);
    has(1.7e308, 2);
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).contains("\"mean_x\":null,");
  }

  @Example
  void aWindowOfOneIsEachReading() {
    CountWindows each =
        new CountWindows(EachInOrder.CREATION, List.of(ActivitySchema.DEVICE), 1, ActivitySchema.X);
    List<Reading> readings =
        List.of(Readings.atNanos(0).x(5).build(), Readings.atNanos(0).x(6).index(1).build());
    assertThat(JsonRows.of(EachInOrder.run(each, readings)))
        .containsExactly(
            row(0, 1, 5.0, "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000000Z"),
            row(1, 1, 6.0, "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000000Z"));
  }

  @Property
  void windowsAreTheCompleteRunsOfReadings(
      @ForAll(supplier = SomeHours.class) List<Reading> readings,
      @ForAll @IntRange(min = 1, max = 7) int size) {
    List<List<Reading>> pieces = ByHand.pieces(ByHand.withX(readings), size);
    List<String> expected = new ArrayList<>();
    for (List<Reading> piece : pieces) {
      if (piece.size() == size) {
        expected.add(
            "{\"Device\":\"%s\",\"window\":%d,\"count\":%d,\"mean_x\":%s,\"start\":\"%s\",\"end\":\"%s\"}"
                .formatted(
                    device(piece.get(size - 1)),
                    expected.size(),
                    size,
                    ByHand.meanOfX(piece),
                    ByHand.start(piece),
                    ByHand.end(piece)));
      }
    }
    List<String> actual =
        JsonRows.of(
            EachInOrder.run(
                new CountWindows(
                    EachInOrder.CREATION, List.of(ActivitySchema.DEVICE), size, ActivitySchema.X),
                readings));
    assertThat(actual).isEqualTo(expected);
    assertThat(ByHand.withX(readings).size() - (long) actual.size() * size)
        .isBetween(0L, size - 1L);
  }

  private static String row(long number, long count, double mean, String start, String end) {
    return ("{\"Device\":\"phone\",\"window\":%d,\"count\":%d,\"mean_x\":%s,\"start\":\"%s\","
            + "\"end\":\"%s\"}")
        .formatted(number, count, mean, start, end);
  }

  private void has(double x, long nanos) {
    take(Readings.atNanos(nanos).x(x));
  }

  private void take(Readings reading) {
    window = machine.next(window, reading.build(), JsonRows.addingTo(rows));
  }
}
