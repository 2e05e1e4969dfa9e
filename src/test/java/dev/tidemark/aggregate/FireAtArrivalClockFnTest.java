package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tidemark.aggregate.EmittedPane.Bounds;
import dev.tidemark.aggregate.ExpectedWindows.UserWindow;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Buckets;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.OrderingStrategy.AtArrivalClock;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.DerivedSchema;
import dev.tidemark.schema.Field;
import dev.tidemark.source.stream.StreamBatches;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.source.stream.WindowKey;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowFnSpec.Global;
import dev.tidemark.time.WindowFnSpec.Sessions;
import dev.tidemark.time.WindowFnSpec.Sliding;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.windowing.PaneInfo.Timing;

class FireAtArrivalClockFnTest {
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;

  private static final List<Field> USER = List.of(ActivitySchema.USER);

  /** The user, as if a step had computed it: it stands nowhere in a line. */
  private static final List<Field> COMPUTED =
      List.of(
          new Field(
              "User",
              Field.Type.TEXT,
              Field.Unit.NONE,
              List.of(),
              false,
              ActivitySchema.USER.position()));

  private static final Sliding FIXED = Sliding.fixed(Duration.ofSeconds(10));
  private static final Sessions SESSIONS = new Sessions(Duration.ofSeconds(10));

  /** The first two share a bucket. */
  private static final List<String> USERS = List.of("a", "hd", "b");

  /** Delays that end at once, or only with the window: no test waits. */
  private static final List<Duration> DELAYS = List.of(Duration.ZERO, Duration.ofHours(1));

  /**
   * A step and its source.
   *
   * @param maxDelay ms
   * @param isComputed whether the source does not know the key
   * @param sample how many readings of a bundle show whether others are combined before the shuffle
   */
  private record Setup(
      WindowingSpec windowing, long maxDelay, int stepsBefore, boolean isComputed, int sample) {
    CombineSpec spec() {
      return new CombineSpec(
          isComputed ? COMPUTED : USER,
          List.of(
              AggregateColumn.count(EmittedPane.COUNT),
              AggregateColumn.distinct(EmittedPane.DEVICES, ActivitySchema.DEVICE)),
          false,
          eventTime(),
          windowing,
          ActivitySchema.SCHEMA);
    }

    EventTime eventTime() {
      return new EventTime(ActivitySchema.CREATION_TIME, Duration.ofMillis(maxDelay));
    }

    StreamRequirements source() {
      boolean hasDelays = windowing.hasDelays();
      return new StreamRequirements(
          StreamRequirements.USUAL_STEP,
          Duration.ofMillis(maxDelay),
          windowing.windowFn().length(),
          Collections.nCopies(
              stepsBefore,
              new OrderingSpec(List.of(ActivitySchema.DEVICE), eventTime(), Duration.ZERO)),
          stepsBefore,
          List.of(isComputed ? WindowKey.computed(hasDelays) : WindowKey.of(USER, hasDelays)));
    }

    CombinedStream start() {
      return new CombinedStream(spec(), stepsBefore, sample);
    }

    /** By definition. */
    Map<UserWindow, Set<String>> expected(List<Reading> arrivals) {
      ExpectedWindows windows =
          new ExpectedWindows(maxDelay, windowing.allowedLateness().toMillis());
      if (windowing.windowFn() instanceof Sliding sliding) {
        return windows.sliding(arrivals, sliding.size().toMillis(), sliding.period().toMillis());
      }
      return windowing.windowFn() instanceof Sessions sessions
          ? windows.sessions(arrivals, sessions.gap().toMillis())
          : windows.global(arrivals);
    }

    long watermark(StreamProgress progress) {
      return new AtArrivalClock(stepsBefore).watermark(progress, eventTime());
    }
  }

  @Property(tries = 70)
  void theRowsOfAStreamAreThoseOfItsReadings(
      @ForAll("setups") Setup setup,
      @ForAll("arrivals") List<Reading> arrivals,
      @ForAll Random random)
      throws CoderException {
    List<EmittedPane> panes =
        run(setup, StreamBatches.of(setup.source(), arrivals, random), arrivals);
    assertResults(setup, panes, arrivals);
    if (setup.windowing().firesOnce()) {
      assertThat(panes)
          .allMatch(pane -> pane.timing() == Timing.ON_TIME && pane.index() == 0)
          .extracting(pane -> new UserWindow(pane.user(), pane.bounds()))
          .doesNotHaveDuplicates();
    }
  }

  /** A pause makes windows emit before the clock has reached their end; later readings count. */
  @Property(tries = 70)
  void aPauseLosesNothing(
      @ForAll("setups") Setup setup,
      @ForAll("arrivals") List<Reading> arrivals,
      @ForAll Random random)
      throws CoderException {
    List<EmittedPane> panes =
        run(setup, StreamBatches.withPauses(setup.source(), arrivals, random), arrivals);
    assertResults(setup, panes, arrivals);
  }

  /** Whatever the bundles and marks, a bucket is looked at when a window of it is due. */
  private static List<EmittedPane> run(
      Setup setup, List<List<ReadingBatch>> bundles, List<Reading> arrivals) throws CoderException {
    CombinedStream stream = setup.start();
    List<EmittedPane> panes = new ArrayList<>();
    long largest = Long.MIN_VALUE;
    for (List<ReadingBatch> bundle : bundles) {
      List<EmittedPane> emitted = stream.bundle(bundle);
      panes.addAll(emitted);
      if (!bundle.isEmpty()) {
        StreamProgress progress =
            bundle.stream()
                .map(ReadingBatch::progress)
                .reduce(StreamProgress.AT_ONCE, StreamProgress::and);
        long watermark = setup.watermark(progress);
        largest = Math.max(largest, watermark);
        assertTimings(emitted, watermark, largest);
        assertThat(stream.states())
            .as("%s", progress)
            .allSatisfy(state -> assertThat(state.nextWatermark()).isGreaterThan(watermark));
      }
      for (int bucket : stream.asked()) {
        if (arrivals.stream().noneMatch(reading -> isIn(bucket, reading))) {
          assertThat(stream.state(bucket)).isEmpty();
        }
      }
    }
    assertThat(stream.states()).isEmpty();
    return panes;
  }

  /** After a pause the watermark is lower again, and panes of closed windows are still late. */
  private static void assertTimings(List<EmittedPane> emitted, long watermark, long largest) {
    for (EmittedPane pane : emitted) {
      long end = pane.bounds().end();
      if (pane.timing() == Timing.EARLY) {
        assertThat(end).as("%s", pane).isGreaterThan(watermark);
      } else {
        long reached = pane.timing() == Timing.ON_TIME ? watermark : largest;
        assertThat(end).as("%s", pane).isLessThanOrEqualTo(reached);
      }
    }
  }

  private static boolean isIn(int bucket, Reading reading) {
    return Readings.bucketOf(user(reading)) == bucket;
  }

  private static void assertResults(Setup setup, List<EmittedPane> panes, List<Reading> arrivals) {
    Map<UserWindow, Set<String>> expected = setup.expected(arrivals);
    assertThat(panes).allMatch(pane -> pane.count() == pane.devices().size() && pane.count() > 0);
    assertPanes(setup, panes);
    if (setup.windowing().windowFn() instanceof Sessions) {
      assertSessions(setup, panes, expected);
    } else {
      assertThat(
              setup.windowing().accumulation() == Accumulation.ACCUMULATING
                  ? last(panes)
                  : sums(panes))
          .isEqualTo(expected);
    }
  }

  /** Early panes come first, then the one on time, then late ones; their indexes count them. */
  private static void assertPanes(Setup setup, List<EmittedPane> panes) {
    Map<UserWindow, List<EmittedPane>> windows = new HashMap<>();
    panes.forEach(
        pane -> windows.computeIfAbsent(windowOf(pane), of -> new ArrayList<>()).add(pane));
    for (List<EmittedPane> ofWindow : windows.values()) {
      List<Timing> timings = ofWindow.stream().map(EmittedPane::timing).toList();
      assertThat(timings).isSorted();
      assertThat(Collections.frequency(timings, Timing.ON_TIME)).isLessThanOrEqualTo(1);
      for (int i = 0; i < ofWindow.size(); i++) {
        assertThat(ofWindow.get(i).index()).isEqualTo(i);
      }
    }
    if (setup.windowing().trigger().early().equals(TriggerSpec.NEVER)) {
      assertThat(panes).noneMatch(pane -> pane.timing() == Timing.EARLY);
    }
  }

  private static Map<UserWindow, Set<String>> last(List<EmittedPane> panes) {
    Map<UserWindow, Set<String>> last = new HashMap<>();
    panes.forEach(pane -> last.put(windowOf(pane), new TreeSet<>(pane.devices())));
    return last;
  }

  /** What all panes of a window hold, of which each reading is in one. */
  private static Map<UserWindow, Set<String>> sums(List<EmittedPane> panes) {
    Map<UserWindow, Set<String>> sums = new HashMap<>();
    for (EmittedPane pane : panes) {
      Set<String> sum = sums.computeIfAbsent(windowOf(pane), first -> new TreeSet<>());
      pane.devices().forEach(device -> assertThat(sum.add(device)).isTrue());
    }
    return sums;
  }

  /**
   * With accumulation a row is replaced by a later one that contains it. Without, all rows of what
   * became one session add up to it.
   */
  private static void assertSessions(
      Setup setup, List<EmittedPane> panes, Map<UserWindow, Set<String>> expected) {
    if (setup.windowing().accumulation() == Accumulation.ACCUMULATING) {
      Map<UserWindow, Set<String>> found = new HashMap<>();
      for (int i = 0; i < panes.size(); i++) {
        EmittedPane pane = panes.get(i);
        if (panes.subList(i + 1, panes.size()).stream().noneMatch(later -> replaces(later, pane))) {
          found.put(windowOf(pane), new TreeSet<>(pane.devices()));
        }
      }
      assertThat(found).isEqualTo(expected);
      return;
    }
    List<EmittedPane> whole = new ArrayList<>();
    for (EmittedPane pane : panes) {
      List<UserWindow> sessions =
          expected.keySet().stream()
              .filter(session -> session.user().equals(pane.user()))
              .filter(session -> session.bounds().contains(pane.bounds()))
              .toList();
      assertThat(sessions).hasSize(1);
      whole.add(
          new EmittedPane(
              pane.user(),
              sessions.get(0).bounds(),
              pane.timing(),
              pane.index(),
              pane.count(),
              pane.devices()));
    }
    assertThat(sums(whole)).isEqualTo(expected);
  }

  private static boolean replaces(EmittedPane later, EmittedPane pane) {
    return later.user().equals(pane.user()) && later.bounds().contains(pane.bounds());
  }

  private static UserWindow windowOf(EmittedPane pane) {
    return new UserWindow(pane.user(), pane.bounds());
  }

  @Example
  void aWindowIsClosedByTheMarkOfTheStep() throws CoderException {
    CombinedStream stream = setup(FIXED, Duration.ZERO, 1).start();
    give(stream, at(List.of(9_000L, 0L)), reading("a", 1_000));
    assertThat(ask(stream, at(List.of(30_000L, 9_999L)), "a")).isEmpty();
    assertThat(ask(stream, at(List.of(30_000L, 10_000L)), "a"))
        .extracting(EmittedPane::bounds, EmittedPane::timing, EmittedPane::count)
        .containsExactly(tuple(new Bounds(0, 10_000), Timing.ON_TIME, 1L));
    assertThat(ask(stream, at(List.of(30_000L, 30_000L)), "a")).isEmpty();
  }

  /** What arrives together with the mark arrived after all that closes the window. */
  @Example
  void readingsThatComeWithTheMarkThatClosesTheirWindowAreLate() throws CoderException {
    CombinedStream stream = setup(FIXED, Duration.ofSeconds(30), 0).start();
    give(stream, at(List.of(0L)), reading("a", 1_000));
    List<EmittedPane> panes =
        give(
            stream,
            at(List.of(10_000L)),
            Readings.atMillis(2_000).arrival(12_000).user("a").build());
    assertThat(panes)
        .extracting(EmittedPane::timing, EmittedPane::index, EmittedPane::count)
        .containsExactly(tuple(Timing.ON_TIME, 0L, 1L), tuple(Timing.LATE, 1L, 2L));
  }

  @Example
  void aSessionThatGrowsIsOpenAgain() throws CoderException {
    CombinedStream stream = setup(SESSIONS, Duration.ZERO, 0).start();
    give(stream, at(List.of(0L)), reading("a", 0));
    assertThat(ask(stream, at(List.of(10_000L)), "a"))
        .extracting(EmittedPane::bounds, EmittedPane::timing)
        .containsExactly(tuple(new Bounds(0, 10_000), Timing.ON_TIME));
    assertThat(give(stream, at(List.of(10_000L)), reading("a", 9_000))).isEmpty();
    assertThat(ask(stream, at(List.of(20_000L)), "a"))
        .extracting(EmittedPane::bounds, EmittedPane::timing, EmittedPane::index)
        .containsExactly(tuple(new Bounds(0, 19_000), Timing.ON_TIME, 0L));
  }

  /** Wherever they are: some have emitted all they have, and one is still open. */
  @Example
  void aReadingBetweenSessionsMergesThem() throws CoderException {
    CombinedStream stream = setup(SESSIONS, Duration.ofMinutes(1), 0).start();
    give(stream, at(List.of(0L)), reading("a", 0), reading("a", 15_000), reading("a", 40_000));
    assertThat(ask(stream, at(List.of(30_000L)), "a"))
        .extracting(pane -> pane.bounds().start())
        .containsExactlyInAnyOrder(0L, 15_000L);
    assertThat(give(stream, at(List.of(30_000L)), reading("a", -3_000)))
        .extracting(EmittedPane::bounds, EmittedPane::timing, EmittedPane::count)
        .containsExactly(tuple(new Bounds(-3_000, 10_000), Timing.LATE, 2L));
    assertThat(give(stream, at(List.of(30_000L)), reading("a", 8_000)))
        .extracting(EmittedPane::bounds, EmittedPane::timing, EmittedPane::count)
        .containsExactly(tuple(new Bounds(-3_000, 25_000), Timing.LATE, 4L));
    assertThat(give(stream, at(List.of(30_000L)), reading("a", 24_000), reading("a", 33_000)))
        .isEmpty();
    assertThat(ask(stream, at(List.of(50_000L)), "a"))
        .extracting(EmittedPane::bounds, EmittedPane::timing, EmittedPane::count)
        .containsExactly(tuple(new Bounds(-3_000, 50_000), Timing.ON_TIME, 7L));
  }

  /** An ordered step before releases its last readings at the end. */
  @Example
  void readingsThatComeWithTheEndAreOnTime() throws CoderException {
    for (WindowFnSpec windowFn : List.of(FIXED, SESSIONS, new Global())) {
      CombinedStream stream = setup(windowFn, Duration.ZERO, 0).start();
      assertThat(give(stream, at(List.of(StreamProgress.ENDED)), reading("a", 0)))
          .extracting(EmittedPane::timing, EmittedPane::count)
          .containsExactly(tuple(Timing.ON_TIME, 1L));
      assertThat(stream.states()).isEmpty();
    }
  }

  /** Readings that were in time may reach the step when a pause has moved its watermark on. */
  @Example
  void aWindowIsKeptUntilNoReadingOnItsWayCanBelongToIt() throws CoderException {
    long lateness = 5 * SECOND;
    for (WindowFnSpec windowFn : List.of(FIXED, SESSIONS)) {
      CombinedStream stream = setup(windowFn, Duration.ofMillis(lateness), 0).start();
      give(stream, at(List.of(0L)), reading("a", 0));
      long end = 10 * SECOND;
      ask(stream, at(List.of(end + lateness + 2 * HOUR)), "a");
      assertThat(stream.size()).as("%s, after a pause", windowFn).isEqualTo(1);
      ask(stream, at(List.of(end + lateness + 3 * HOUR + 10 * MINUTE)), "a");
      assertThat(stream.size()).as("%s, much later", windowFn).isZero();
    }
  }

  @Example
  void aWindowForWhichNothingIsTooLateIsKept() throws CoderException {
    for (WindowFnSpec windowFn : List.of(FIXED, SESSIONS, new Global())) {
      CombinedStream stream = setup(windowFn, WindowingSpec.FOR_EVER, 0).start();
      give(stream, at(List.of(0L)), reading("a", 0));
      ask(stream, at(List.of(100_000 * HOUR)), "a");
      assertThat(stream.size()).as("%s", windowFn).isEqualTo(1);
    }
  }

  /** While the stream goes on, its state does not grow. */
  @Example
  void theStateOfALongStreamIsThatOfItsLastHours() throws CoderException {
    for (WindowFnSpec windowFn : List.of(FIXED, SESSIONS)) {
      Setup setup = setup(windowFn, Duration.ofSeconds(5), 0);
      CombinedStream stream = setup.start();
      int largest = 0;
      for (int minute = 0; minute < 60 * 24; minute += 5) {
        long now = minute * MINUTE;
        give(stream, at(List.of(now)), reading("user " + minute, now));
        ask(stream, at(List.of(now)), Buckets.MANY.all());
        largest = Math.max(largest, stream.size());
      }
      // 3 h and at most ten minutes for a window of ten seconds and its lateness.
      assertThat(largest).isBetween(3 * 12, 3 * 12 + 3);
      ask(stream, at(List.of(StreamProgress.ENDED)), Buckets.MANY.all());
      assertThat(stream.states()).isEmpty();
    }
  }

  @Example
  void aPauseClosesWindowsUpToTwoHoursAfterTheClock() throws CoderException {
    long clock = HOUR;
    for (WindowFnSpec windowFn : List.of(FIXED, SESSIONS)) {
      CombinedStream stream = setup(windowFn, Duration.ZERO, 0).start();
      give(
          stream,
          at(List.of(clock)),
          reading("a", clock),
          Readings.atMillis(clock + 2 * HOUR - 10 * SECOND).arrival(clock).user("hd").build(),
          Readings.atMillis(clock + 2 * HOUR).arrival(clock).user("a").build());
      assertThat(ask(stream, at(List.of(clock)), "a")).isEmpty();
      StreamProgress pause = new StreamProgress(1, clock, true, List.of(clock), Map.of());
      assertThat(ask(stream, pause, "a"))
          .extracting(EmittedPane::user, pane -> pane.bounds().start(), EmittedPane::timing)
          .containsExactlyInAnyOrder(
              tuple("a", clock, Timing.ON_TIME),
              tuple("hd", clock + 2 * HOUR - 10 * SECOND, Timing.ON_TIME));
      // The watermark goes back; the window that was emitted takes more.
      assertThat(give(stream, at(List.of(clock)), reading("a", clock)))
          .extracting(EmittedPane::timing, EmittedPane::count)
          .containsExactly(tuple(Timing.LATE, 2L));
      assertThat(ask(stream, at(List.of(StreamProgress.ENDED)), "a"))
          .extracting(pane -> pane.bounds().start(), EmittedPane::timing)
          .containsExactly(tuple(clock + 2 * HOUR, Timing.ON_TIME));
    }
  }

  /** However long readings may be on their way. */
  @Example
  void aPauseDropsNothingThatALongDelayMayStillReach() throws CoderException {
    Setup setup =
        new Setup(windowing(FIXED, Duration.ZERO), 3 * HOUR, 0, false, BundlePartials.SAMPLE);
    CombinedStream stream = setup.start();
    long clock = 10 * HOUR;
    // In time for [7 h, 7 h 10 s), which closes when the clock has reached 10 h 10 s.
    Reading one = Readings.atMillis(7 * HOUR).arrival(clock).user("a").device("one").build();
    Reading other =
        Readings.atMillis(7 * HOUR + 1).arrival(clock + 1).user("a").device("other").build();
    give(stream, at(List.of(clock)), one);
    StreamProgress pause = new StreamProgress(1, clock, true, List.of(clock), Map.of());
    List<EmittedPane> panes = new ArrayList<>(ask(stream, pause, "a"));
    panes.addAll(give(stream, at(List.of(clock)), other));
    panes.addAll(ask(stream, at(List.of(StreamProgress.ENDED)), "a"));
    assertResults(setup, panes, List.of(one, other));
  }

  /** A session waits for readings whose own session has not expired. */
  @Example
  void aLongGapIsWaitedFor() throws CoderException {
    Sessions longSessions = new Sessions(Duration.ofHours(6));
    Setup setup = setup(longSessions, Duration.ZERO, 0);
    CombinedStream stream = setup.start();
    Reading first = Readings.atMillis(0).user("a").device("first").build();
    // In time, since alone it would be a session until 11 h.
    Reading second =
        Readings.atMillis(5 * HOUR).arrival(10 * HOUR).user("a").device("second").build();
    List<EmittedPane> panes = new ArrayList<>(give(stream, at(List.of(0L)), first));
    panes.addAll(ask(stream, at(List.of(9 * HOUR + 10 * MINUTE)), "a"));
    panes.addAll(give(stream, at(List.of(9 * HOUR + 10 * MINUTE)), second));
    panes.addAll(ask(stream, at(List.of(StreamProgress.ENDED)), "a"));
    assertResults(setup, panes, List.of(first, second));
  }

  @Example
  void aBucketThatIsAskedAndHasNothingHasNoState() throws CoderException {
    CombinedStream stream = setup(FIXED, Duration.ZERO, 0).start();
    ask(stream, at(List.of(10_000L)), Buckets.MANY.all());
    assertThat(stream.asked()).isEqualTo(Buckets.MANY.all());
    assertThat(stream.states()).isEmpty();
  }

  /** A step that computes a field of the name of one that the source reads has its own buckets. */
  @Example
  void aComputedKeyIsNotTheSourcesKeyOfTheSameName() {
    Map<String, List<Integer>> due =
        Map.of("User", List.of(3), Buckets.ANY_KEY, Buckets.MANY.all());
    Field computed =
        DerivedSchema.of(
                ActivitySchema.SCHEMA,
                List.of(new DerivedSchema.Derived("User", Field.Type.TEXT, Optional.empty())))
            .schema()
            .fields()
            .get(0);
    StreamProgress progress = new StreamProgress(1, 0, false, List.of(0L), due);
    assertThat(progress.dueBuckets(List.of(computed))).isEqualTo(Buckets.MANY.all());
  }

  private static Setup setup(WindowFnSpec windowFn, Duration lateness, int stepsBefore) {
    return new Setup(windowing(windowFn, lateness), 0, stepsBefore, false, BundlePartials.SAMPLE);
  }

  private static WindowingSpec windowing(WindowFnSpec windowFn, Duration lateness) {
    return new WindowingSpec(
        windowFn, lateness, TriggerSpec.AT_WATERMARK, Accumulation.ACCUMULATING);
  }

  private static Reading reading(String user, long millis) {
    return Readings.atMillis(millis).user(user).device(user + " at " + millis).build();
  }

  private static StreamProgress at(List<Long> marks) {
    return new StreamProgress(1, marks.get(0), false, marks, Map.of());
  }

  private static List<EmittedPane> give(
      CombinedStream stream, StreamProgress progress, Reading... readings) throws CoderException {
    return stream.bundle(
        List.of(new ReadingBatch(List.of(readings), SideOutput.NOTHING, progress)));
  }

  private static List<EmittedPane> ask(CombinedStream stream, StreamProgress progress, String user)
      throws CoderException {
    return ask(stream, progress, List.of(Readings.bucketOf(user)));
  }

  private static List<EmittedPane> ask(
      CombinedStream stream, StreamProgress progress, List<Integer> buckets) throws CoderException {
    return give(
        stream,
        new StreamProgress(
            progress.mark(),
            progress.arrivalClock(),
            progress.isPause(),
            progress.marks(),
            Map.of("User", buckets)));
  }

  @Provide
  Arbitrary<Setup> setups() {
    Arbitrary<WindowingSpec> windowings =
        Combinators.combine(
                Arbitraries.of(
                    FIXED,
                    new Sliding(Duration.ofSeconds(10), Duration.ofSeconds(5)),
                    new Sliding(Duration.ofSeconds(10), Duration.ofSeconds(3)),
                    SESSIONS,
                    new Sessions(Duration.ofSeconds(3)),
                    new Sessions(Duration.ofMinutes(4)),
                    new Global()),
                Arbitraries.of(
                    Duration.ZERO,
                    Duration.ofSeconds(5),
                    Duration.ofHours(1),
                    WindowingSpec.FOR_EVER),
                Arbitraries.of(TriggerSpec.NEVER, TriggerSpec.NEVER, DELAYS.get(0), DELAYS.get(1)),
                Arbitraries.of(DELAYS),
                Arbitraries.of(Accumulation.class))
            .as(
                (windowFn, lateness, early, late, accumulation) ->
                    new WindowingSpec(
                        windowFn, lateness, new TriggerSpec(early, late), accumulation));
    return Combinators.combine(
            windowings,
            Arbitraries.of(0L, 10 * SECOND, 30 * MINUTE),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false),
            Arbitraries.of(0, 3, BundlePartials.SAMPLE))
        .as(Setup::new);
  }

  /**
   * In the order in which the source emits them: most arrive in order and soon, some far too late.
   * Each has its own device.
   */
  @Provide
  Arbitrary<List<Reading>> arrivals() {
    Arbitrary<Readings> reading =
        Combinators.combine(
                Arbitraries.frequency(
                    Tuple.of(4, 0L),
                    Tuple.of(6, 700L),
                    Tuple.of(6, 4 * SECOND),
                    Tuple.of(1, -2 * SECOND),
                    Tuple.of(1, 11 * MINUTE),
                    Tuple.of(1, 50 * MINUTE)),
                Arbitraries.frequencyOf(
                    Tuple.of(6, Arbitraries.just(0L)),
                    Tuple.of(10, Arbitraries.longs().between(-3 * SECOND, 30 * SECOND)),
                    Tuple.of(2, Arbitraries.of(10 * SECOND, 12 * MINUTE)),
                    Tuple.of(1, Arbitraries.just(5 * HOUR))),
                Arbitraries.of(USERS))
            .as(
                (step, lag, user) ->
                    // Times are still relative: the step as the arrival, the lag as the event.
                    Readings.atMillis(-lag).arrival(step).user(user));
    // The first ten confirm the clock.
    return reading
        .list()
        .ofMinSize(1)
        .ofMaxSize(80)
        .withSizeDistribution(RandomDistribution.uniform())
        .map(FireAtArrivalClockFnTest::absolute);
  }

  private static List<Reading> absolute(List<Readings> relative) {
    List<Reading> readings = new ArrayList<>();
    long arrival = 0;
    for (Readings each : relative) {
      Reading reading = each.build();
      arrival += reading.arrivalTime();
      readings.add(
          Readings.atMillis(arrival + SomeReadings.millis(reading))
              .arrival(arrival)
              .user(user(reading))
              .device("device " + readings.size())
              .build());
    }
    return readings;
  }
}
