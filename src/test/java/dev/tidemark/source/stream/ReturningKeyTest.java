package dev.tidemark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key that became idle, was cleared, and then returned. */
class ReturningKeyTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private final ArrivalClock clock =
      Confirmed.fromTheFirst(
          new StreamRequirements(
              StreamRequirements.USUAL_STEP,
              TIME.maxDelay(),
              Duration.ZERO,
              List.of(new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO)),
              1));

  @Test
  void aReturningKeyIsDueOnceTheClockHasPassedIt() {
    returnAfterSilence();
    give("b", 60_000);
    assertThat(dueAfterMark().orElseThrow())
        .containsExactlyInAnyOrder(Readings.bucketOf("a"), Readings.bucketOf("b"));
  }

  @Test
  void aReturningKeyIsDueInAPause() {
    returnAfterSilence();
    dueAfterMark();
    dueAfterMark();
    clock.pause();
    assertThat(dueAfterMark().orElseThrow()).contains(Readings.bucketOf("a"));
  }

  private void returnAfterSilence() {
    clock.afterMark();
    give("a", 0);
    dueAfterMark();
    give("b", 20_000);
    dueAfterMark();
    dueAfterMark();
    dueAfterMark();
    give("a", 30_000);
    dueAfterMark();
  }

  private void give(String user, long millis) {
    clock.judge(ReadingColumns.of(List.of(Readings.atMillis(millis).user(user).build())));
  }

  private Optional<List<Integer>> dueAfterMark() {
    clock.mark();
    return clock.afterMark().map(StreamProgress::dueBuckets).map(due -> due.get("User"));
  }
}
