package dev.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.aggregate.EmittedPane.Bounds;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.Emitted;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.testing.Values;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.TriggerSpec;
import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowFnSpec.Sessions;
import dev.tidemark.time.WindowFnSpec.Sliding;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.Trigger.OnceTrigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same stream through {@link CombineReadings} and through Beam's own windows and triggers, on
 * the Direct runner: each counts the readings of a user, which arrive when the watermark is where
 * the stream says. All panes are the same, but for these:
 *
 * <ul>
 *   <li>Beam emits a pane on time even if there is nothing new. With discarding that is a count of
 *       zero, which Tidemark does not emit, so the next panes have smaller indexes.
 *   <li>Where a window gets its first reading after its end, Beam emits that at once, as the pane
 *       that should have been on time. Tidemark lets it wait as long as other late readings.
 *   <li>Beam forgets a session when it has expired. Tidemark still merges it with a reading that is
 *       not too late itself, as in batch. So Beam gets a longer allowed lateness here, and only
 *       what is not too late; and of sessions the last rows are compared.
 * </ul>
 */
class PanesAgainstBeamIT {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Sliding FIXED = Sliding.fixed(TEN_SECONDS);
  private static final Sliding SLIDING = new Sliding(TEN_SECONDS, Duration.ofSeconds(5));
  private static final Sessions SESSIONS = new Sessions(Duration.ofSeconds(7));

  private static final TriggerSpec EARLY_EACH = new TriggerSpec(Duration.ZERO, Duration.ZERO);
  private static final TriggerSpec EARLY_DELAYED = new TriggerSpec(TEN_SECONDS, Duration.ZERO);
  private static final TriggerSpec BOTH_DELAYED = new TriggerSpec(TEN_SECONDS, TEN_SECONDS);
  private static final TriggerSpec LATE_DELAYED = new TriggerSpec(TriggerSpec.NEVER, TEN_SECONDS);

  /** Before any watermark. */
  private static final long BEFORE_ALL = -3_600_000;

  /** What the branches of a pipeline have emitted, by name. */
  private static final Map<String, Queue<Emitted<EmittedPane>>> EMITTED = new ConcurrentHashMap<>();

  @Test
  void inTime() {
    assertSame(
        new Script()
            .give("a 1000", "a 2000", "b 3000")
            .give("a 9999", "a 10000", "a 25000")
            .watermark(10_000)
            .give("a 15000", "b 19000")
            .watermark(40_000),
        accumulating(FIXED, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        accumulating(SLIDING, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        accumulating(SESSIONS, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        WindowingSpec.global());
  }

  @Test
  void atTheEndOfAWindowToTheMillisecond() {
    assertSame(
        new Script()
            .give("a 0", "a 9999")
            .watermark(9_999)
            .give("a 9998")
            .watermark(10_000)
            .give("a 9997")
            .watermark(19_999)
            .give("a 9996")
            .watermark(20_000)
            .give("a 9995", "a 10000"),
        accumulating(FIXED, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        accumulating(SLIDING, TEN_SECONDS, TriggerSpec.AT_WATERMARK),
        discarding(FIXED, TEN_SECONDS, EARLY_EACH));
  }

  @Test
  void lateReadingsRefine() {
    assertSame(
        new Script()
            .give("a 1000", "b 1000")
            .watermark(12_000)
            .give("a 2000", "a 3000", "b 13000")
            .give("a 4000")
            .watermark(14_000)
            .give("b 5000", "b 14000")
            .watermark(40_000)
            .give("a 39000"),
        accumulating(FIXED, TEN_SECONDS, TriggerSpec.AT_WATERMARK),
        discarding(SLIDING, TEN_SECONDS, TriggerSpec.AT_WATERMARK),
        accumulating(SESSIONS, TEN_SECONDS, TriggerSpec.AT_WATERMARK));
  }

  @Test
  void tooLateForSomeWindowsOnly() {
    assertSame(
        new Script()
            .give("a 6000", "b 1000")
            .watermark(15_000)
            .give("a 4000", "b 2000")
            .watermark(19_999)
            .give("a 6000", "a 9000")
            .watermark(20_000)
            .give("a 6000", "a 9000", "b 9000")
            .watermark(25_000)
            .give("a 9000", "a 12000"),
        accumulating(FIXED, TEN_SECONDS, TriggerSpec.AT_WATERMARK),
        accumulating(SLIDING, TEN_SECONDS, EARLY_EACH),
        accumulating(SESSIONS, TEN_SECONDS, TriggerSpec.AT_WATERMARK));
  }

  @Test
  void earlyPanesComeSomeTimeAfterTheFirstReading() {
    assertSame(
        new Script()
            .give("a 1000")
            .time(6)
            .give("a 2000", "b 2000")
            .time(6)
            .give("a 3000")
            .time(6)
            .time(6)
            .time(11)
            .watermark(10_000)
            .time(11)
            .watermark(30_000),
        accumulating(FIXED, Duration.ZERO, EARLY_DELAYED),
        discarding(SLIDING, TEN_SECONDS, BOTH_DELAYED),
        accumulating(SESSIONS, Duration.ZERO, EARLY_DELAYED),
        WindowingSpec.global());
  }

  /** The two share a bucket, and one is waited for when the other emits. */
  @Test
  void earlyPanesOfUsersOfABucketComeEachInItsTime() {
    assertSame(
        new Script().give("a 1000").time(6).give("hd 2000").time(6).time(6).watermark(20_000),
        accumulating(FIXED, TEN_SECONDS, EARLY_DELAYED));
  }

  @Test
  void earlyPanesThatAreStillWaitedForComeOnTime() {
    assertSame(
        new Script()
            .give("a 1000")
            .time(11)
            .give("a 2000")
            .time(6)
            .watermark(10_000)
            .time(11)
            .give("a 3000")
            .watermark(16_000)
            .time(11),
        accumulating(FIXED, TEN_SECONDS, EARLY_DELAYED),
        discarding(FIXED, TEN_SECONDS, BOTH_DELAYED));
  }

  @Test
  void nothingNewOnTime() {
    assertSame(
        new Script()
            .give("a 1000", "b 2000")
            .time(11)
            .watermark(12_000)
            .give("a 3000")
            .time(11)
            .give("a 4000")
            .watermark(30_000),
        accumulating(FIXED, TEN_SECONDS, EARLY_DELAYED),
        discarding(FIXED, TEN_SECONDS, EARLY_EACH),
        discarding(SLIDING, TEN_SECONDS, BOTH_DELAYED));
  }

  @Test
  void latePanesComeSomeTimeAfterTheFirstLateReading() {
    assertSame(
        new Script()
            .give("a 1000", "b 2000")
            .watermark(12_000)
            .give("a 2000")
            .time(6)
            .give("a 3000", "b 3000")
            .time(6)
            .give("a 4000")
            .time(6)
            .watermark(13_000)
            .time(6)
            .watermark(40_000),
        accumulating(FIXED, TEN_SECONDS, LATE_DELAYED),
        discarding(FIXED, TEN_SECONDS, BOTH_DELAYED),
        accumulating(SESSIONS, TEN_SECONDS, LATE_DELAYED));
  }

  @Test
  void whatIsStillWaitedForComesWhenTheWindowExpires() {
    assertSame(
        new Script()
            .give("a 1000")
            .watermark(12_000)
            .give("a 2000")
            .time(6)
            .watermark(60_000)
            .give("a 55000"),
        accumulating(FIXED, TEN_SECONDS, LATE_DELAYED),
        discarding(FIXED, TEN_SECONDS, BOTH_DELAYED));
  }

  @Test
  void severalWindowsCloseAtOnce() {
    assertSame(
        new Script()
            .give("a 1000", "a 11000", "a 21000", "b 35000", "a 36000")
            .watermark(50_000)
            .give("a 49000", "b 51000"),
        accumulating(FIXED, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        discarding(SLIDING, TEN_SECONDS, EARLY_EACH),
        accumulating(SESSIONS, Duration.ZERO, TriggerSpec.AT_WATERMARK));
  }

  @Test
  void sessionsGrowAndMerge() {
    assertSame(
        new Script()
            .give("a 0", "a 10000", "b 20000")
            .watermark(8_000)
            .give("a 5000")
            .watermark(18_000)
            .give("a 16000")
            .time(11)
            .watermark(19_000)
            .give("b 14000", "b 30000")
            .watermark(29_000)
            .give("b 25000"),
        accumulating(SESSIONS, TEN_SECONDS, TriggerSpec.AT_WATERMARK),
        accumulating(SESSIONS, TEN_SECONDS, EARLY_EACH),
        accumulating(SESSIONS, TEN_SECONDS, BOTH_DELAYED));
  }

  @Test
  void theEndClosesAll() {
    assertSame(
        new Script().give("a 1000").give("a 2000", "b 100000").time(11).give("b 100001"),
        accumulating(FIXED, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        discarding(SLIDING, TEN_SECONDS, BOTH_DELAYED),
        accumulating(SESSIONS, TEN_SECONDS, EARLY_DELAYED),
        WindowingSpec.global());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void anyStream(int seed) {
    Random random = new Random(seed);
    Script script = new Script();
    // Beam puts moments before 1970 into other windows.
    long watermark = 30_000;
    for (int step = 0; step < 25; step++) {
      int kind = random.nextInt(10);
      if (kind < 6) {
        String[] readings = new String[1 + random.nextInt(4)];
        for (int i = 0; i < readings.length; i++) {
          long event = watermark + random.nextInt(40_000) - 25_000;
          readings[i] = List.of("a", "hd", "b").get(random.nextInt(3)) + " " + event;
        }
        script.give(readings);
      } else if (kind < 8) {
        watermark += random.nextInt(12_000);
        script.watermark(watermark);
      } else {
        script.time(random.nextBoolean() ? 6 : 11);
      }
    }
    assertSame(
        script,
        accumulating(FIXED, Duration.ZERO, TriggerSpec.AT_WATERMARK),
        accumulating(FIXED, TEN_SECONDS, EARLY_DELAYED),
        discarding(SLIDING, TEN_SECONDS, EARLY_EACH),
        discarding(FIXED, TEN_SECONDS, EARLY_DELAYED),
        accumulating(SESSIONS, TEN_SECONDS, EARLY_DELAYED));
  }

  /** A stream: readings, and how the watermark and the time of day move between them. */
  private static final class Script {
    private final List<Reading> readings = new ArrayList<>();
    private TestStream.Builder<ReadingBatch> stream =
        TestStream.create(ReadingBatchCoder.of(ActivitySchema.SCHEMA));
    private long watermark = BEFORE_ALL;

    /** A bundle of readings, each a user and the event time in ms. */
    Script give(String... texts) {
      List<Reading> bundle = new ArrayList<>();
      for (String text : texts) {
        String[] userAndTime = text.split(" ", 2);
        bundle.add(
            Readings.atMillis(Long.parseLong(userAndTime[1]))
                .arrival(watermark)
                .user(userAndTime[0])
                .build());
      }
      readings.addAll(bundle);
      long first = bundle.stream().mapToLong(SomeReadings::millis).min().orElseThrow();
      StreamProgress progress =
          new StreamProgress(0, watermark, false, List.of(watermark), Map.of());
      stream =
          stream.addElements(
              TimestampedValue.of(
                  new ReadingBatch(bundle, SideOutput.NOTHING, progress),
                  Instant.ofEpochMilli(first)));
      return this;
    }

    Script watermark(long millis) {
      watermark = millis;
      stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(millis));
      return this;
    }

    Script time(int seconds) {
      stream = stream.advanceProcessingTime(org.joda.time.Duration.standardSeconds(seconds));
      return this;
    }
  }

  private static void assertSame(Script script, WindowingSpec... windowings) {
    List<WindowingSpec> all = List.of(windowings);
    EMITTED.clear();
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setEnforceImmutability(false);
    options.setTargetParallelism(1);
    TestPipeline pipeline = TestPipeline.fromOptions(options).enableAbandonedNodeEnforcement(false);
    PCollection<ReadingBatch> stream = pipeline.apply(script.stream.advanceWatermarkToInfinity());
    for (int i = 0; i < all.size(); i++) {
      addTidemark("tidemark " + i, stream, all.get(i));
      addBeam("beam " + i, stream, all.get(i));
    }
    pipeline.run().waitUntilFinish();
    for (int i = 0; i < all.size(); i++) {
      assertSame(all.get(i), emitted("tidemark " + i), emitted("beam " + i));
    }
  }

  private static WindowingSpec accumulating(
      WindowFnSpec windowFn, Duration lateness, TriggerSpec trigger) {
    return new WindowingSpec(windowFn, lateness, trigger, Accumulation.ACCUMULATING);
  }

  private static WindowingSpec discarding(
      WindowFnSpec windowFn, Duration lateness, TriggerSpec trigger) {
    return new WindowingSpec(windowFn, lateness, trigger, Accumulation.DISCARDING);
  }

  private static void assertSame(
      WindowingSpec windowing, List<EmittedPane> found, List<EmittedPane> expected) {
    if (windowing.windowFn() instanceof Sessions) {
      assertThat(last(found)).as("%s", windowing).isEqualTo(last(expected));
    } else {
      assertThat(found)
          .as("%s", windowing)
          .containsExactlyInAnyOrderElementsOf(withoutEmpty(expected));
    }
  }

  /** Without the panes that Tidemark does not emit, and numbered as if they were not there. */
  private static List<EmittedPane> withoutEmpty(List<EmittedPane> panes) {
    Map<String, Long> next = new HashMap<>();
    return panes.stream()
        .sorted(Comparator.comparingLong(EmittedPane::index))
        .filter(pane -> pane.count() > 0)
        .map(
            pane ->
                new EmittedPane(
                    pane.user(),
                    pane.bounds(),
                    pane.timing(),
                    next.merge(pane.user() + pane.bounds(), 1L, Long::sum) - 1,
                    pane.count(),
                    pane.devices()))
        .toList();
  }

  /** Of each session its user, bounds and count. */
  private static Map<String, Long> last(List<EmittedPane> panes) {
    Map<String, Long> last = new HashMap<>();
    for (EmittedPane pane : panes) {
      if (panes.stream().noneMatch(other -> replaces(other, pane))) {
        last.put(pane.user() + " " + pane.bounds(), pane.count());
      }
    }
    return last;
  }

  private static boolean replaces(EmittedPane other, EmittedPane pane) {
    return other.user().equals(pane.user())
        && other.bounds().contains(pane.bounds())
        && (!other.bounds().equals(pane.bounds()) || other.index() > pane.index());
  }

  private static List<EmittedPane> emitted(String name) {
    Collection<Emitted<EmittedPane>> all =
        EMITTED.getOrDefault(name, new ConcurrentLinkedQueue<>());
    return all.stream().sorted(Comparator.comparingLong(Emitted::at)).map(Emitted::value).toList();
  }

  private static void addTidemark(
      String name, PCollection<ReadingBatch> stream, WindowingSpec windowing) {
    CombineReadings combine =
        CombineReadings.by(
            name,
            ActivitySchema.USER,
            new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO),
            windowing,
            AggregateColumn.count(EmittedPane.COUNT));
    stream.apply(combine).rows().apply("Collect " + name, ParDo.of(new CollectRows(name)));
  }

  private static void addBeam(
      String name, PCollection<ReadingBatch> stream, WindowingSpec windowing) {
    TriggerSpec trigger = windowing.triggerInStream();
    AfterWatermark.AfterWatermarkEarlyAndLate onTime =
        AfterWatermark.pastEndOfWindow().withLateFirings(after(trigger.late()));
    boolean isSessions = windowing.windowFn() instanceof Sessions;
    Window<String> window =
        Window.<String>into(beams(windowing.windowFn()))
            .triggering(
                trigger.early().equals(TriggerSpec.NEVER)
                    ? onTime
                    : onTime.withEarlyFirings(after(trigger.early())))
            .withAllowedLateness(
                isSessions
                    ? org.joda.time.Duration.standardHours(3)
                    : org.joda.time.Duration.millis(
                        Math.min(windowing.allowedLateness().toMillis(), 3_600_000)));
    stream
        .apply("Users " + name, ParDo.of(new Users(windowing)))
        .apply(
            "Window " + name,
            windowing.accumulation() == Accumulation.ACCUMULATING
                ? window.accumulatingFiredPanes()
                : window.discardingFiredPanes())
        .apply("Count " + name, Count.perElement())
        .apply("Collect " + name, ParDo.of(new CollectCounts(name)));
  }

  private static WindowFn<Object, ?> beams(WindowFnSpec windowFn) {
    if (windowFn instanceof Sliding sliding) {
      return sliding.size().equals(sliding.period())
          ? FixedWindows.of(joda(sliding.size()))
          : SlidingWindows.of(joda(sliding.size())).every(joda(sliding.period()));
    }
    return windowFn instanceof Sessions sessions
        ? org.apache.beam.sdk.transforms.windowing.Sessions.withGapDuration(joda(sessions.gap()))
        : new GlobalWindows();
  }

  private static OnceTrigger after(Duration delay) {
    return delay.isZero()
        ? AfterPane.elementCountAtLeast(1)
        : AfterProcessingTime.pastFirstElementInPane().plusDelayOf(joda(delay));
  }

  private static org.joda.time.Duration joda(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }

  /** The user of each reading, at its event time. */
  private static final class Users extends DoFn<ReadingBatch, String> {
    private final WindowingSpec windowing;

    Users(WindowingSpec windowing) {
      this.windowing = windowing;
    }

    @ProcessElement
    public void process(@Element ReadingBatch batch, OutputReceiver<String> output) {
      for (Reading reading : batch.readings()) {
        long millis = SomeReadings.millis(reading);
        boolean isTooLate =
            windowing.windowFn() instanceof Sessions sessions
                && reading.arrivalTime()
                    >= millis + sessions.gap().toMillis() + windowing.allowedLateness().toMillis();
        if (!isTooLate) {
          output.outputWithTimestamp(Values.user(reading), Instant.ofEpochMilli(millis));
        }
      }
    }
  }

  /** Collects what one branch emits. */
  private abstract static class Collect<T> extends DoFn<T, Void> implements Serializable {
    private final String name;

    Collect(String name) {
      this.name = name;
    }

    void collect(Emitted<EmittedPane> pane) {
      EMITTED.computeIfAbsent(name, first -> new ConcurrentLinkedQueue<>()).add(pane);
    }
  }

  private static final class CollectRows extends Collect<Emitted<Row>> {
    CollectRows(String name) {
      super(name);
    }

    @ProcessElement
    public void process(@Element Emitted<Row> row) {
      collect(row.with(EmittedPane.of(row)));
    }
  }

  private static final class CollectCounts extends Collect<KV<String, Long>> {
    CollectCounts(String name) {
      super(name);
    }

    @ProcessElement
    public void process(@Element KV<String, Long> count, BoundedWindow window, PaneInfo pane) {
      Bounds bounds =
          window instanceof IntervalWindow interval
              ? new Bounds(interval.start().getMillis(), interval.end().getMillis())
              : Bounds.GLOBAL;
      collect(
          Emitted.now(
              new EmittedPane(
                  count.getKey(),
                  bounds,
                  pane.getTiming(),
                  pane.getIndex(),
                  count.getValue(),
                  List.of())));
    }
  }
}
