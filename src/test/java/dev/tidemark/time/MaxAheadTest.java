package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.LateReading.Reason;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A {@code max_ahead} of a minute. */
class MaxAheadTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private static final MaxAhead MINUTE = new MaxAhead(TIME, Duration.ofMinutes(1));

  @Test
  void aReadingIsFromTheFutureWhenItsEventTimeIsFurtherPastItsArrival() {
    assertThat(MINUTE.tooFar(Readings.atMillis(60_000).arrival(0).build())).isEmpty();
    Reading future = Readings.atMillis(60_001).arrival(0).build();
    assertThat(MINUTE.tooFar(future))
        .contains(new LateReading(Reason.FROM_THE_FUTURE, 1, Optional.empty(), future));
    assertThat(Reason.FROM_THE_FUTURE.label()).isEqualTo("from_the_future");
  }

  /** Regardless of what a stream has emitted before it. */
  @Test
  void onlyItsOwnArrivalCounts() {
    Reading future = Readings.atMillis(90_000).arrival(0).clock(80_000).build();
    assertThat(MINUTE.tooFar(future)).contains(LateReading.fromTheFuture(30_000, future));
  }

  @Test
  void withoutALimitNoReadingIsFromTheFuture() {
    MaxAhead any = new MaxAhead(TIME, MaxAhead.NO_LIMIT);
    assertThat(any.isOn()).isFalse();
    assertThat(any.tooFar(Readings.atNanos(Long.MAX_VALUE).arrival(-1L << 43).build())).isEmpty();
  }
}
