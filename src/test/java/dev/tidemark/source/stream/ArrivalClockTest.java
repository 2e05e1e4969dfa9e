package dev.tidemark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** One ordered step by user, ten seconds late at most; windows of a minute. */
class ArrivalClockTest {
  private static final StreamRequirements SETTINGS = remembering(Duration.ZERO);

  private final ArrivalClock clock = Confirmed.fromTheFirst(SETTINGS);

  @Test
  void theClockIsUnknownBeforeTheFirstReading() {
    assertThat(clock.afterMark()).isEmpty();
    assertThat(clock.watermark()).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    clock.pause();
    assertThat(clock.mark().pause().isOn()).isFalse();
  }

  @Test
  void theClockIsTheLatestArrivalEmitted() {
    give("a", 5_000);
    give("a", 3_000);
    assertThat(clock.progress())
        .isEqualTo(
            new StreamProgress(
                0,
                5_000,
                false,
                List.of(StreamProgress.NO_CLOCK, StreamProgress.NO_CLOCK),
                Map.of()));
  }

  @Test
  void unconfirmedArrivalsAreDescribed() {
    give("a", 5_000);
    assertThat(clock.unconfirmed()).isEmpty();
    give("a", 4_070_908_800_000L);
    assertThat(clock.unconfirmed())
        .hasValue(
            "1 reading arrived more than 1 h after the others (2099-01-01T00:00:00Z): too few"
                + " agree, so the arrival clock ignored it");
    give("a", 4_070_908_801_000L);
    give("a", 6_000);
    assertThat(clock.unconfirmed().orElseThrow())
        .startsWith("2 readings arrived more than 1 h after the others (2099-01-01T00:00:01Z)");
  }

  @Test
  void theWatermarkIsTheOldestMarkMinusTheDelay() {
    mark(5_000);
    assertThat(clock.watermark()).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    mark(30_000);
    assertThat(clock.watermark()).isEqualTo(Instant.ofEpochMilli(-5_000));
    mark(70_000);
    assertThat(clock.watermark()).isEqualTo(Instant.ofEpochMilli(20_000));
  }

  @Test
  void aMarkIsTheSameUntilTheStreamAdvances() {
    clock.afterMark();
    give("a", 5_000);
    ArrivalClock.State first = clock.mark();
    assertThat(first.mark()).isEqualTo(1);
    assertThat(first.marks()).containsExactly(5_000L, StreamProgress.NO_CLOCK);
    assertThat(clock.mark()).isEqualTo(first);
    clock.afterMark();
    assertThat(clock.mark().mark()).isEqualTo(2);
  }

  @Test
  void aKeyIsDueAfterEachMarkUntilItsLastReadingIsReleased() {
    mark(5_000);
    assertThat(dueUsers()).containsExactly(Readings.bucketOf("a"));
    // After the same mark there is nothing more to report.
    assertThat(clock.afterMark()).isEmpty();
    give("b", 15_000);
    clock.mark();
    assertThat(dueUsers())
        .containsExactlyInAnyOrder(Readings.bucketOf("a"), Readings.bucketOf("b"));
    give("b", 15_001);
    clock.mark();
    assertThat(dueUsers())
        .containsExactlyInAnyOrder(Readings.bucketOf("a"), Readings.bucketOf("b"));
    give("b", 16_000);
    // Now the oldest mark is beyond 5,000 + 10,000: the last step releases it.
    assertThat(clock.mark().marks()).containsExactly(16_000L, 15_001L);
    assertThat(dueUsers())
        .containsExactlyInAnyOrder(Readings.bucketOf("a"), Readings.bucketOf("b"));
    give("b", 17_000);
    clock.mark();
    assertThat(dueUsers()).containsExactly(Readings.bucketOf("b"));
  }

  @Test
  void aKeyIsDueAgainWhenItsStateCanBeCleared() {
    ArrivalClock remembering = Confirmed.fromTheFirst(remembering(Duration.ofSeconds(60)));
    remembering.judge(ReadingColumns.of(List.of(Readings.atMillis(5_000).user("quiet").build())));
    List<Long> dueAt = new ArrayList<>();
    for (long now = 10_000; now <= 100_000; now += 5_000) {
      remembering.afterMark();
      remembering.judge(ReadingColumns.of(List.of(Readings.atMillis(now).user("busy").build())));
      remembering.mark();
      if (remembering
          .afterMark()
          .orElseThrow()
          .dueBuckets()
          .get("User")
          .contains(Readings.bucketOf("quiet"))) {
        dueAt.add(now);
      }
    }
    // Released after the mark of 20,000, which is beyond 5,000 + 10,000, and the one before it;
    // forgotten when the oldest of the two is beyond 5,000 + 10,000 + 60,000.
    assertThat(dueAt).containsExactly(10_000L, 15_000L, 20_000L, 25_000L, 85_000L);
  }

  @Test
  void aLateReadingOfAnIdleKeyIsDueUntilTheClockPassesItsArrival() {
    mark(50_000);
    clock.afterMark();
    clock.judge(
        ReadingColumns.of(List.of(Readings.atMillis(1_000).arrival(50_000).user("late").build())));
    clock.mark();
    // The clock has not advanced, so nothing is due yet.
    assertThat(clock.afterMark()).isEmpty();
    mark(50_001);
    assertThat(dueUsers()).contains(Readings.bucketOf("late"));
  }

  @Test
  void atTheEndEveryKeyIsDueAfterEachMark() {
    mark(5_000);
    clock.afterMark();
    clock.end();
    assertThat(clock.hasEnded()).isTrue();
    assertThat(clock.mark().marks()).containsExactly(StreamProgress.ENDED, 5_000L);
    assertThat(clock.isOver()).isFalse();
    assertThat(dueUsers()).containsExactly(Readings.bucketOf("a"));
    clock.mark();
    assertThat(clock.isOver()).isTrue();
    assertThat(clock.watermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    StreamProgress last = clock.afterMark().orElseThrow();
    assertThat(last.dueBuckets()).isEqualTo(Map.of("User", List.of(Readings.bucketOf("a"))));
    assertThat(last.isOver()).isTrue();
  }

  @Test
  void aPauseIsAnnouncedAfterEveryMarkAndMovesTheWatermarkToWindowEnds() {
    mark(5_000);
    mark(5_000);
    clock.afterMark();
    assertThat(clock.watermark()).isEqualTo(Instant.ofEpochMilli(-5_000));
    clock.pause();
    assertThat(clock.watermark()).isEqualTo(Instant.ofEpochMilli(65_000));
    clock.mark();
    assertThat(clock.afterMark().orElseThrow().isPause()).isTrue();
    clock.mark();
    assertThat(clock.afterMark().orElseThrow().isPause()).isTrue();
    clock.mark();
    assertThat(clock.afterMark()).isEmpty();
    clock.afterMark();
    give("a", 6_000);
    assertThat(clock.mark().pause()).isEqualTo(ArrivalClock.Pause.NONE);
  }

  @Test
  void resumesFromItsStateAsIfNeverStopped() {
    mark(5_000);
    clock.afterMark();
    give("b", 8_000);
    ArrivalClock resumed = ArrivalClock.resume(SETTINGS, clock.mark());
    assertThat(resumed.watermark()).isEqualTo(clock.watermark());
    assertThat(resumed.progress()).isEqualTo(clock.progress());
    assertThat(resumed.afterMark()).isEqualTo(clock.afterMark());
    assertThat(resumed.mark()).isEqualTo(clock.mark());
  }

  private static StreamRequirements remembering(Duration remember) {
    Duration maxDelay = Duration.ofSeconds(10);
    EventTime eventTime = new EventTime(ActivitySchema.CREATION_TIME, maxDelay);
    return new StreamRequirements(
        StreamRequirements.USUAL_STEP,
        maxDelay,
        Duration.ofMinutes(1),
        List.of(new OrderingSpec(List.of(ActivitySchema.USER), eventTime, remember)),
        1);
  }

  /** Emits a reading of {@code a} and takes a mark. */
  private void mark(long millis) {
    clock.afterMark();
    give("a", millis);
    clock.mark();
  }

  private List<Integer> dueUsers() {
    return clock.afterMark().orElseThrow().dueBuckets().get("User");
  }

  private void give(String user, long millis) {
    clock.judge(ReadingColumns.of(List.of(Readings.atMillis(millis).user(user).build())));
  }
}
