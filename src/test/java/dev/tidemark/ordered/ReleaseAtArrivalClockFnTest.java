package dev.tidemark.ordered;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.StreamProgress;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumnsCoder;
import dev.tidemark.ordered.OrderingStrategy.AtArrivalClock;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.stream.StreamBatches;
import dev.tidemark.source.stream.StreamRequirements;
import dev.tidemark.testing.OneBucket;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

class ReleaseAtArrivalClockFnTest {
  private static final long MAX_DELAY = 10_000;
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofMillis(MAX_DELAY));
  private static final OrderingSpec SPEC =
      new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO);

  /** The first two share a bucket. */
  private static final List<String> USERS = List.of("a", "hd", "b");

  @Example
  void readingsOlderThanTheClockMinusTheDelayAreReleased() {
    Reading first = Readings.atMillis(1_000).build();
    Reading second = Readings.atMillis(2_000).build();
    OneBucket<ReadingBatch, RowBatch> bucket = bucket(new MachineTrace(), 0);
    give(bucket, progress(2_000, 0), second, first);
    assertThat(rows(bucket)).isEmpty();
    give(bucket, progress(12_000, 11_000));
    assertThat(rows(bucket)).isEmpty();
    give(bucket, progress(12_001, 11_001));
    assertThat(rows(bucket)).containsExactly(MachineTrace.row(0, first));
    give(bucket, progress(12_001, StreamProgress.ENDED));
    assertThat(rows(bucket))
        .containsExactly(
            MachineTrace.row(0, first),
            MachineTrace.row(1, second),
            MachineTrace.row("end after 2"));
    assertThat(bucket.state()).isEmpty();
  }

  @Example
  void aPauseReleasesEverythingAndEarlierReadingsAfterItAreLate() {
    Reading buffered = Readings.atMillis(5_000).build();
    Reading before = Readings.atMillis(4_999).arrival(5_000).build();
    OneBucket<ReadingBatch, RowBatch> bucket = bucket(new MachineTrace(), 0);
    give(bucket, progress(5_000, 0), buffered);
    give(bucket, new StreamProgress(1, 5_000, true, List.of(5_000L), Map.of()));
    assertThat(rows(bucket)).containsExactly(MachineTrace.row(0, buffered));
    give(bucket, progress(5_000, 5_000), before);
    assertThat(rows(bucket)).hasSize(1);
    assertThat(bucket.outputs())
        .flatExtracting(batch -> batch.sideOutput().deadLetters())
        .containsExactly(LateReading.behindOrder(1, before));
  }

  /** After a pause, one user's later reading does not make another user's earlier one late. */
  @Example
  void whatIsLateForOneKeyIsNotForAnotherOfItsBucket() {
    Reading ofOne = Readings.atMillis(5_000).user("a").build();
    Reading ofOther = Readings.atMillis(4_000).arrival(5_000).user("hd").build();
    Reading late = Readings.atMillis(4_500).arrival(5_000).user("a").build();
    OneBucket<ReadingBatch, RowBatch> bucket = bucket(new MachineTrace(), 0);
    give(bucket, progress(5_000, 0), ofOne);
    give(bucket, new StreamProgress(1, 5_000, true, List.of(5_000L), Map.of()));
    give(bucket, progress(5_000, 5_000), ofOther, late);
    assertThat(bucket.outputs())
        .flatExtracting(batch -> batch.sideOutput().deadLetters())
        .containsExactly(LateReading.behindOrder(500, late));
    give(bucket, progress(5_000, StreamProgress.ENDED));
    assertThat(rows(bucket))
        .containsExactlyInAnyOrder(
            MachineTrace.row(0, ofOne),
            MachineTrace.row(0, ofOther),
            MachineTrace.row("end after 1"),
            MachineTrace.row("end after 1"));
  }

  /** It would make all later readings of its key late. */
  @Example
  void aPauseKeepsReadingsFarAfterTheClock() {
    Reading buffered = Readings.atMillis(5_000).build();
    Reading future = Readings.atMillis(5_000 + 7_200_000).arrival(5_000).build();
    Reading after = Readings.atMillis(6_000).build();
    OneBucket<ReadingBatch, RowBatch> bucket = bucket(new MachineTrace(), 0);
    give(bucket, progress(5_000, 0), buffered, future);
    give(bucket, new StreamProgress(1, 5_000, true, List.of(5_000L), Map.of()));
    assertThat(rows(bucket)).containsExactly(MachineTrace.row(0, buffered));
    give(bucket, progress(6_000, StreamProgress.ENDED), after);
    assertThat(rows(bucket))
        .containsExactly(
            MachineTrace.row(0, buffered),
            MachineTrace.row(1, after),
            MachineTrace.row(2, future),
            MachineTrace.row("end after 3"));
  }

  @Example
  void stateThatNoLaterReadingNeedsIsCleared() {
    OrderingSpec remembering =
        new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ofSeconds(60));
    OneBucket<ReadingBatch, Long> bucket =
        new OneBucket<>(
            new ReleaseAtArrivalClockFn<>(
                new MachineRunner<>(
                    "step",
                    ActivitySchema.SCHEMA,
                    remembering,
                    new DropKnownDuplicates(TIME, Duration.ofSeconds(60)),
                    (verdicts, sideOutput, progress) -> (long) verdicts.size()),
                new AtArrivalClock(0)));
    give(bucket, progress(1_000, 0), Readings.atMillis(1_000).build());
    give(bucket, progress(12_001, 11_001));
    assertThat(known(bucket)).isEqualTo(1);
    // 1,000 + 10,000 + 60,000: a duplicate of it may still come.
    give(bucket, progress(71_000, 71_000));
    assertThat(known(bucket)).isEqualTo(1);
    give(bucket, new StreamProgress(1, 71_000, true, List.of(71_000L), Map.of()));
    assertThat(known(bucket)).as("after a pause").isEqualTo(1);
    give(bucket, progress(71_001, 71_001));
    assertThat(known(bucket)).isZero();
  }

  private static int known(OneBucket<?, ?> bucket) {
    return bucket.state().get("states") instanceof KeyedStates<?> states ? states.size() : 0;
  }

  @Example
  void sideOutputOfABucketWithoutReadingsIsPassedOnAndLeavesNoState() {
    SideOutput before = new SideOutput(List.of(), RecordCounts.of("before", Outcome.READ, 3));
    OneBucket<ReadingBatch, RowBatch> bucket = bucket(new MachineTrace(), 0);
    bucket.process(Instant.EPOCH, new ReadingBatch(List.of(), before, progress(2_000, 0)));
    give(bucket, progress(2_000, 1_000));
    assertThat(rows(bucket)).isEmpty();
    assertThat(bucket.outputs()).extracting(RowBatch::sideOutput).containsExactly(before);
    assertThat(bucket.state()).isEmpty();
  }

  @Property(tries = 300)
  void emitsTheSameRowsAsInBatch(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll("readings") List<Reading> readings,
      @ForAll @IntRange(max = 2) int stepsBefore,
      @ForAll Random random)
      throws CoderException {
    SplitBundles splitting = new SplitBundles(SPEC);
    Map<Integer, OneBucket<ReadingBatch, RowBatch>> buckets = new HashMap<>();
    for (List<ReadingBatch> bundle : StreamBatches.of(settings(stepsBefore), readings, random)) {
      for (TimestampedValue<KV<Integer, ReadingBatch>> split : splitting.bundle(bundle)) {
        buckets
            .computeIfAbsent(split.getValue().getKey(), fresh -> bucket(machine, stepsBefore))
            .process(split.getTimestamp(), split.getValue().getValue());
      }
      if (!bundle.isEmpty()) {
        long clock = bundle.get(bundle.size() - 1).progress().clockAt(stepsBefore);
        for (OneBucket<ReadingBatch, RowBatch> bucket : buckets.values()) {
          assertThat(pending(bucket))
              .allMatch(reading -> TIME.millis(reading) >= clock - MAX_DELAY);
        }
      }
    }

    List<Reading> inTime =
        readings.stream().filter(reading -> SPEC.tooLate(reading).isEmpty()).toList();
    assertRowsOfEachUser(buckets, machine, inTime);
    assertThat(buckets.values()).allSatisfy(bucket -> assertThat(bucket.state()).isEmpty());
  }

  /**
   * In whatever order readings arrive, one accepted on arrival is never refused later, since it is
   * judged by the clock of marks and releases.
   */
  @Property(tries = 300)
  void acceptedReadingsArePutInOrder(
      @ForAll("readings") List<Reading> readings,
      @ForAll @IntRange(max = 2) int stepsBefore,
      @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    List<Reading> judged = new ArrayList<>();
    long latest = Long.MIN_VALUE;
    for (Reading reading : shuffled) {
      latest = Math.max(latest, reading.arrivalTime());
      judged.add(Readings.judgedBy(reading, latest));
    }
    SplitBundles splitting = new SplitBundles(SPEC);
    Map<Integer, OneBucket<ReadingBatch, RowBatch>> buckets = new HashMap<>();
    for (List<ReadingBatch> bundle : StreamBatches.of(settings(stepsBefore), shuffled, random)) {
      for (TimestampedValue<KV<Integer, ReadingBatch>> split : splitting.bundle(bundle)) {
        buckets
            .computeIfAbsent(
                split.getValue().getKey(), fresh -> bucket(new MachineTrace(), stepsBefore))
            .process(split.getTimestamp(), split.getValue().getValue());
      }
    }

    List<Reading> late =
        judged.stream()
            .filter(reading -> reading.clock() - TIME.millis(reading) > MAX_DELAY)
            .toList();
    assertThat(buckets.values())
        .flatExtracting(OneBucket::outputs)
        .flatExtracting(batch -> batch.sideOutput().deadLetters())
        .extracting(letter -> ((LateReading) letter).reading())
        .containsExactlyInAnyOrderElementsOf(late);
    assertRowsOfEachUser(
        buckets,
        new MachineTrace(),
        judged.stream().filter(reading -> !late.contains(reading)).toList());
  }

  /** A bucket has its users' rows, each user's in the order in which that user alone has them. */
  private static void assertRowsOfEachUser(
      Map<Integer, OneBucket<ReadingBatch, RowBatch>> buckets,
      RowMachine<?> machine,
      List<Reading> inTime) {
    Map<Integer, List<Row>> expected = new HashMap<>();
    for (String user : USERS) {
      int bucket = Readings.bucketOf(user);
      List<Row> rows =
          EachInOrder.run(
              machine, inTime.stream().filter(reading -> user(reading).equals(user)).toList());
      if (!rows.isEmpty()) {
        assertThat(rows(buckets.get(bucket))).containsSubsequence(rows);
        expected.computeIfAbsent(bucket, first -> new ArrayList<>()).addAll(rows);
      }
    }
    buckets.forEach(
        (bucket, found) ->
            assertThat(rows(found))
                .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(bucket, List.of())));
  }

  private static StreamRequirements settings(int stepsBefore) {
    return new StreamRequirements(
        StreamRequirements.USUAL_STEP,
        TIME.maxDelay(),
        Duration.ZERO,
        Collections.nCopies(
            stepsBefore + 1, new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO)),
        stepsBefore + 1);
  }

  @Provide
  Arbitrary<RowMachine<?>> machines() {
    SessionGap gap = new SessionGap(Duration.ofSeconds(5));
    return Arbitraries.of(
        new CountWindows(TIME, List.of(ActivitySchema.USER), 3, ActivitySchema.X),
        new CappedSessions(
            TIME, List.of(ActivitySchema.USER), ActivitySchema.GT, gap, 4, ActivitySchema.X),
        new NextSession(TIME, List.of(ActivitySchema.USER), ActivitySchema.GT, gap),
        new MachineTrace());
  }

  /** In arrival order, at most a little late. */
  @Provide
  Arbitrary<List<Reading>> readings() {
    return Combinators.combine(
            Arbitraries.longs().between(-90_000, 90_000),
            Arbitraries.of(-3_000L, 0L, 1L, 4_000L, 9_999L, 10_000L, 10_001L, 25_000L),
            Arbitraries.of(USERS),
            Arbitraries.of(0.5, 1.0, Double.NaN))
        .as(
            (arrival, lag, user, x) ->
                Readings.atMillis(arrival - lag).arrival(arrival).user(user).x(x).build())
        .list()
        .uniqueElements(reading -> List.of(user(reading), creationTime(reading)))
        .ofMaxSize(40)
        .map(
            readings ->
                readings.stream().sorted(Comparator.comparingLong(Reading::arrivalTime)).toList());
  }

  private static StreamProgress progress(long arrivalClock, long mark) {
    return new StreamProgress(1, arrivalClock, false, List.of(mark), Map.of());
  }

  private static void give(
      OneBucket<ReadingBatch, ?> bucket, StreamProgress progress, Reading... readings) {
    bucket.process(
        Instant.EPOCH, new ReadingBatch(List.of(readings), SideOutput.NOTHING, progress));
  }

  private static List<Row> rows(OneBucket<ReadingBatch, RowBatch> bucket) {
    return bucket.outputs().stream().flatMap(batch -> batch.rows().stream()).toList();
  }

  private static List<Reading> pending(OneBucket<ReadingBatch, RowBatch> bucket)
      throws CoderException {
    List<Reading> buffered = new ArrayList<>();
    if (bucket.state().get("pending") instanceof ReorderBuffer buffer) {
      for (List<byte[]> slice : buffer.slices().values()) {
        for (byte[] batch : slice) {
          buffered.addAll(
              CoderUtils.decodeFromByteArray(ReadingColumnsCoder.of(ActivitySchema.SCHEMA), batch));
        }
      }
    }
    return buffered;
  }

  private static <S> OneBucket<ReadingBatch, RowBatch> bucket(
      RowMachine<S> machine, int stepsBefore) {
    return new OneBucket<>(
        new ReleaseAtArrivalClockFn<>(
            MachineRunner.ofRows("step", ActivitySchema.SCHEMA, SPEC, machine),
            new AtArrivalClock(stepsBefore)));
  }
}
