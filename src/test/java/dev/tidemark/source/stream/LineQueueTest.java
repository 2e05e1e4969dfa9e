package dev.tidemark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.MalformedLine;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Steps of an hour. */
class LineQueueTest {
  private static final long HOUR = 3_600_000;
  private static final long WRONG_YEAR = 1_000_000 * HOUR;

  private final LineQueue queue = new LineQueue(Duration.ofHours(1), SteadyClock.State.START);
  private int added;

  @Test
  void linesKeepTheirOrderAndAreMergedByTheirArrivals() {
    add(20, 10, 30);
    assertThat(times()).containsExactly(20L, 10L, 30L);
    assertThat(queue.offset()).isEmpty();
  }

  @Test
  void aWrongArrivalIsMergedByTheNextLineFarBelowIt() {
    add(20, WRONG_YEAR, WRONG_YEAR + 5, 30, 40);
    assertThat(times()).containsExactly(20L, 30L, 30L, 30L, 40L);
  }

  @Test
  void aWrongArrivalThatComesFirstIsMergedByTheNextLineToo() {
    add(WRONG_YEAR, 30, 40);
    assertThat(times()).containsExactly(30L, 30L, 40L);
  }

  /** The night was long, and the lines after it wait for their time. */
  @Test
  void aGapThatTenFurtherLinesConfirmIsAGap() {
    add(20);
    long[] morning = LongStream.rangeClosed(1, 11).map(i -> 10 * HOUR + i).toArray();
    add(morning);
    assertThat(times())
        .containsExactlyElementsOf(
            LongStream.concat(LongStream.of(20), LongStream.of(morning)).boxed().toList());
  }

  @Test
  void undecidedLinesAreNotSettled() {
    add(20);
    assertThat(queue.isSettled()).isFalse();
    assertThat(queue.peek().orElseThrow().time()).isEqualTo(20);
    add(LongStream.rangeClosed(1, 10).toArray());
    assertThat(queue.isSettled()).isTrue();
    times();
    add(WRONG_YEAR);
    assertThat(queue.isSettled()).isFalse();
    add(11);
    assertThat(queue.isSettled()).isTrue();
    assertThat(queue.peek().orElseThrow().time()).isEqualTo(11);
  }

  @Test
  void looksAheadAtMostAHundredLines() {
    for (long i = 0; i < 100; i++) {
      assertThat(queue.isSettled()).isFalse();
      add(i * 2 * HOUR);
    }
    assertThat(queue.isSettled()).isTrue();
    assertThat(queue.peek().orElseThrow().time()).isZero();
  }

  @Test
  void looksAheadAtMostSomeMegabytes() {
    for (long i = 0; i < 8; i++) {
      assertThat(queue.isSettled()).isFalse();
      queue.add(reading(i * 2 * HOUR), 1 << 20);
    }
    assertThat(queue.isSettled()).isTrue();
  }

  @Test
  void aMalformedLineIsMergedByTheClockOfEarlierLines() {
    queue.add(malformed(), 1);
    add(20, 10);
    queue.add(malformed(), 1);
    add(WRONG_YEAR);
    queue.add(malformed(), 1);
    add(30);
    assertThat(times()).containsExactly(Long.MIN_VALUE, 20L, 10L, 20L, 30L, 20L, 30L);
  }

  @Test
  void theClockIsThatOfTheLinesTaken() {
    add(20, WRONG_YEAR, 30);
    queue.next();
    SteadyClock expected = SteadyClock.resume(Duration.ofHours(1), SteadyClock.State.START);
    expected.observe(20);
    assertThat(queue.clock()).isEqualTo(expected.state());
    assertThat(queue.offset()).hasValue(1L);
  }

  private List<Long> times() {
    List<Long> times = new ArrayList<>();
    long offset = queue.offset().orElseThrow();
    while (queue.peek().isPresent()) {
      ArrivingLine taken = queue.next();
      assertThat(taken.offset()).isEqualTo(offset++);
      times.add(taken.time());
    }
    return times;
  }

  private void add(long... arrivals) {
    for (long arrival : arrivals) {
      queue.add(reading(arrival), 1);
    }
  }

  private ArrivingLine reading(long arrival) {
    return new ArrivingLine.OfReading(added++, Readings.atMillis(arrival).build());
  }

  private ArrivingLine malformed() {
    return new ArrivingLine.OfMalformed(
        added++,
        new MalformedLine("f", 0, MalformedLine.Reason.MALFORMED_JSON, "not JSON", "{", false));
  }
}
