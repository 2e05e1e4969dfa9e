package dev.tidemark.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/** Which buckets a source makes the steps look at that keep windows open. */
class WindowBucketsTest {
  /** What {@code MapToFields} makes: it stands nowhere in a line. */
  private static final List<Field> COMPUTED =
      List.of(new Field("User", Field.Type.TEXT, Field.Unit.NONE, List.of(), false, 0));

  private static final List<Field> USER = List.of(ActivitySchema.USER);
  private static final List<Field> DEVICE = List.of(ActivitySchema.DEVICE);
  private static final WindowKey BY_USER = WindowKey.of(USER, false);

  private ArrivalClock clock = Confirmed.fromTheFirst(requirements(0, BY_USER));

  @Example
  void aBucketThatHadReadingsIsAskedAtEachMarkAtWhichTheWatermarkHasMoved() {
    assertThat(mark(reading("a", 5_000))).isEqualTo(ofUsers("a"));
    assertThat(mark(reading("b", 5_000))).as("the watermark has not moved").isEmpty();
    assertThat(mark(reading("b", 6_000))).isEqualTo(ofUsers("a", "b"));
    assertThat(mark()).as("the watermark has not moved").isEmpty();
    assertThat(mark(reading("b", 5_500))).as("the clock does not go back").isEmpty();
    assertThat(mark(reading("c", 7_000))).isEqualTo(ofUsers("a", "b", "c"));
  }

  @Example
  void aMarkAsksOnce() {
    assertThat(mark(reading("a", 5_000))).isNotEmpty();
    assertThat(clock.afterMark()).isEmpty();
  }

  /** The watermark of each of the steps follows that of the one before by a mark. */
  @Example
  void aBucketIsAskedUntilTheLastStepHasTheWatermark() {
    clock = Confirmed.fromTheFirst(requirements(2, BY_USER));
    assertThat(mark(reading("a", 5_000))).isEqualTo(ofUsers("a"));
    assertThat(mark()).isEqualTo(ofUsers("a"));
    assertThat(mark()).isEqualTo(ofUsers("a"));
    assertThat(mark()).isEmpty();
  }

  @Example
  void aStepThatEmitsSomeTimeAfterAReadingIsAskedAtEachMark() {
    clock = Confirmed.fromTheFirst(requirements(0, WindowKey.of(USER, true)));
    assertThat(mark(reading("a", 5_000))).isEqualTo(ofUsers("a"));
    assertThat(mark()).isEqualTo(ofUsers("a"));
    assertThat(mark()).isEqualTo(ofUsers("a"));
    assertThat(clock.afterMark()).as("not without a mark").isEmpty();
  }

  @Example
  void allBucketsOfAComputedKeyAreAsked() {
    clock = Confirmed.fromTheFirst(requirements(0, WindowKey.computed(false)));
    Map<String, Set<Integer>> all = Map.of(Buckets.ANY_KEY, Set.copyOf(Buckets.MANY.all()));
    assertThat(mark(reading("a", 5_000))).isEqualTo(all);
    assertThat(mark()).as("the watermark has not moved").isEmpty();
    assertThat(mark(reading("a", 6_000))).isEqualTo(all);
  }

  /** Whatever the step's key is called. */
  @Example
  void aStepFindsItsBuckets() {
    clock =
        Confirmed.fromTheFirst(
            requirements(0, BY_USER, WindowKey.of(List.of(), false), WindowKey.computed(false)));
    StreamProgress progress = markWith(reading("a", 5_000)).orElseThrow();
    assertThat(progress.dueBuckets(USER)).containsExactly(Readings.bucketOf("a"));
    assertThat(progress.dueBuckets(List.of())).containsExactly(Buckets.MANY.of(1));
    assertThat(progress.dueBuckets(COMPUTED)).isEqualTo(Buckets.MANY.all());
    assertThat(progress.withoutDue().dueBuckets(USER)).isEmpty();
  }

  /** One may have delays where the other has none, and one may be ordered by the key. */
  @Example
  void stepsOfOneKeyAreAskedTogether() {
    EventTime eventTime = new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO);
    clock =
        Confirmed.fromTheFirst(
            new StreamRequirements(
                StreamRequirements.USUAL_STEP,
                Duration.ZERO,
                Duration.ZERO,
                List.of(new OrderingSpec(USER, eventTime, Duration.ZERO)),
                1,
                List.of(BY_USER, WindowKey.of(USER, true), WindowKey.of(DEVICE, false))));
    assertThat(mark(reading("a", 5_000)))
        .containsOnlyKeys("User", "Device")
        .containsAllEntriesOf(ofUsers("a"));
    assertThat(mark(reading("b", 6_000))).containsAllEntriesOf(ofUsers("a", "b"));
    mark(reading("b", 6_000));
    mark(reading("b", 6_000));
    assertThat(mark(reading("b", 6_000)))
        .as("only the one with delays")
        .isEqualTo(ofUsers("a", "b"));
  }

  @Example
  void nothingIsAskedForARunnerThatClosesWindowsItself() {
    clock =
        Confirmed.fromTheFirst(requirements(0, BY_USER, WindowKey.computed(true)).withoutWindows());
    assertThat(mark(reading("a", 5_000))).isEmpty();
    assertThat(mark(reading("a", 6_000))).isEmpty();
    clock.pause();
    assertThat(mark()).isEmpty();
  }

  @Example
  void aPauseMovesTheWatermark() {
    clock = Confirmed.fromTheFirst(requirements(1, BY_USER));
    mark(reading("a", 5_000));
    mark();
    assertThat(mark()).isEmpty();
    clock.pause();
    for (int step = 0; step < 2; step++) {
      StreamProgress progress = markWith().orElseThrow();
      assertThat(progress.isPause()).isTrue();
      assertThat(due(progress)).isEqualTo(ofUsers("a"));
    }
    assertThat(mark()).isEmpty();
  }

  @Example
  void atTheEndEachMarkAsksUntilItIsOver() {
    clock = Confirmed.fromTheFirst(requirements(2, BY_USER, WindowKey.computed(false)));
    mark(reading("a", 5_000));
    clock.end();
    for (int step = 0; step < 3; step++) {
      assertThat(clock.isOver()).isFalse();
      StreamProgress progress = markWith().orElseThrow();
      assertThat(progress.clockAt(step)).isEqualTo(StreamProgress.ENDED);
      assertThat(progress.dueBuckets(USER)).containsExactly(Readings.bucketOf("a"));
      assertThat(progress.dueBuckets(COMPUTED)).isEqualTo(Buckets.MANY.all());
    }
    assertThat(clock.isOver()).isTrue();
    assertThat(mark()).isEmpty();
  }

  @Example
  void aResumedStreamAsksAtOnceForAllThatHadReadings() throws CoderException {
    mark(reading("a", 5_000));
    clock.judge(ReadingColumns.of(List.of(Readings.atMillis(5_000).user("b").build())));
    ArrivalClock.State state = CoderUtils.clone(ArrivalClock.State.CODER, clock.mark());
    clock = ArrivalClock.resume(requirements(0, BY_USER), state);
    assertThat(due(clock.afterMark().orElseThrow())).isEqualTo(ofUsers("a", "b"));
    assertThat(mark()).as("the watermark has not moved").isEmpty();
    assertThat(mark(reading("c", 6_000))).isEqualTo(ofUsers("a", "b", "c"));
  }

  /** Against the definition, wherever the stream is resumed. */
  @Property(tries = 100)
  void eachStepIsAskedWheneverItsWatermarkMoves(
      @ForAll @IntRange(max = 2) int orderedSteps, @ForAll boolean hasDelays, @ForAll Random random)
      throws CoderException {
    StreamRequirements requirements = requirements(orderedSteps, WindowKey.of(USER, hasDelays));
    clock = Confirmed.fromTheFirst(requirements);
    TreeSet<String> users = new TreeSet<>();
    List<Long> marks =
        new ArrayList<>(Collections.nCopies(orderedSteps + 1, StreamProgress.NO_CLOCK));
    long latest = StreamProgress.NO_CLOCK;
    for (int i = 0; i < 30; i++) {
      List<Readings> readings = new ArrayList<>();
      for (int more = random.nextInt(3); more > 0; more--) {
        String user = "user " + random.nextInt(400);
        long arrival = random.nextInt(20) + 10L * i;
        users.add(user);
        latest = Math.max(latest, arrival);
        readings.add(reading(user, arrival));
      }
      clock.afterMark();
      readings.forEach(reading -> clock.judge(ReadingColumns.of(List.of(reading.build()))));
      ArrivalClock.State state = CoderUtils.clone(ArrivalClock.State.CODER, clock.mark());
      boolean isResumed = random.nextInt(4) == 0;
      if (isResumed) {
        clock = ArrivalClock.resume(requirements, state);
      }
      List<Long> before = List.copyOf(marks);
      marks.add(0, latest);
      marks.remove(marks.size() - 1);
      boolean isAsked = isResumed || hasDelays || !marks.equals(before);
      Map<String, Set<Integer>> expected =
          isAsked && !users.isEmpty() ? ofUsers(users.toArray(new String[0])) : Map.of();
      assertThat(clock.afterMark().map(WindowBucketsTest::due).orElse(Map.of()))
          .isEqualTo(expected);
    }
  }

  private static StreamRequirements requirements(int orderedSteps, WindowKey... keys) {
    return new StreamRequirements(
        StreamRequirements.USUAL_STEP,
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        List.of(),
        orderedSteps,
        List.of(keys));
  }

  private static Readings reading(String user, long arrival) {
    return Readings.atMillis(arrival).user(user);
  }

  /** The buckets that are due after a mark that follows some readings. */
  private Map<String, Set<Integer>> mark(Readings... readings) {
    return markWith(readings).map(WindowBucketsTest::due).orElse(Map.of());
  }

  /** Each bucket once. */
  private static Map<String, Set<Integer>> due(StreamProgress progress) {
    Map<String, Set<Integer>> due = new TreeMap<>();
    progress
        .dueBuckets()
        .forEach(
            (key, buckets) -> {
              assertThat(buckets).doesNotHaveDuplicates();
              due.put(key, Set.copyOf(buckets));
            });
    return due;
  }

  private Optional<StreamProgress> markWith(Readings... readings) {
    clock.afterMark();
    for (Readings reading : readings) {
      clock.judge(ReadingColumns.of(List.of(reading.build())));
    }
    clock.mark();
    return clock.afterMark();
  }

  private static Map<String, Set<Integer>> ofUsers(String... users) {
    return Map.of("User", Arrays.stream(users).map(Readings::bucketOf).collect(Collectors.toSet()));
  }
}
