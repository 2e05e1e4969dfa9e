package dev.tidemark.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.TraceOrder;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.MaxAhead;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceEventTimeTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private static final Reading READING = Readings.atMillis(1_000).arrival(12_000).build();

  @Test
  void aReadingIsJudgedByItsOwnArrival() {
    assertThat(new TraceEventTime(new MaxAhead(TIME, MaxAhead.NO_LIMIT)).of(READING))
        .containsExactly(
            "1970-01-01T00:00:01.000000Z (Creation_Time); arrived 1970-01-01T00:00:12.000Z, 11.000"
                + " s later; the watermark then: 1970-01-01T00:00:02.000Z");
    assertThat(
            new TraceOrder(new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO))
                .of(READING))
        .containsExactly(
            "too late, by 1,000 ms: it arrived more than 10,000 ms after its event time");
  }

  @Test
  void inAStreamAnEarlierReadingsArrivalMayDecide() {
    Reading judged = Readings.judgedBy(READING, 20_000);
    assertThat(new TraceEventTime(new MaxAhead(TIME, MaxAhead.NO_LIMIT)).of(judged))
        .containsExactly(
            "1970-01-01T00:00:01.000000Z (Creation_Time); arrived 1970-01-01T00:00:12.000Z, 11.000"
                + " s later, but emitted after readings that arrived 1970-01-01T00:00:20.000Z; the"
                + " watermark then: 1970-01-01T00:00:10.000Z");
    assertThat(
            new TraceOrder(new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO))
                .of(judged))
        .containsExactly(
            "too late, by 9,000 ms: it was emitted more than 10,000 ms after its event time");
  }

  @Test
  void aReadingFromTheFutureIsReported() {
    Reading future = Readings.atMillis(65_000).arrival(1_000).build();
    assertThat(new TraceEventTime(new MaxAhead(TIME, Duration.ofMinutes(1))).of(future))
        .containsExactly(
            "1970-01-01T00:01:05.000000Z (Creation_Time); arrived 1970-01-01T00:00:01.000Z, 64.000"
                + " s before that; the watermark then: 1969-12-31T23:59:51.000Z",
            "from the future, by 4,000 ms: its event time is more than 60,000 ms past its arrival");
  }
}
