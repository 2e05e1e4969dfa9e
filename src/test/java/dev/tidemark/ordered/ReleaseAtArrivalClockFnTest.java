package dev.tidemark.ordered;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.KnownMoments;
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
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.source.stream.StreamBatches;
import dev.tidemark.source.stream.StreamRequirements;
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
  private static final List<String> USERS = List.of("a", "b", "c");

  @Example
  void readingsOlderThanTheClockMinusTheDelayAreReleased() {
    Reading first = Readings.atMillis(1_000).build();
    Reading second = Readings.atMillis(2_000).build();
    OneKey<RowBatch> key = key(new MachineTrace(), 0);
    give(key, progress(2_000, 0), second, first);
    assertThat(rows(key)).isEmpty();
    give(key, progress(12_000, 11_000));
    assertThat(rows(key)).isEmpty();
    give(key, progress(12_001, 11_001));
    assertThat(rows(key)).containsExactly(MachineTrace.row(0, first));
    give(key, progress(12_001, StreamProgress.ENDED));
    assertThat(rows(key))
        .containsExactly(
            MachineTrace.row(0, first),
            MachineTrace.row(1, second),
            MachineTrace.row("end after 2"));
    assertThat(key.state()).isEmpty();
  }

  @Example
  void aPauseReleasesEverythingAndEarlierReadingsAfterItAreLate() {
    Reading buffered = Readings.atMillis(5_000).build();
    Reading before = Readings.atMillis(4_999).arrival(5_000).build();
    OneKey<RowBatch> key = key(new MachineTrace(), 0);
    give(key, progress(5_000, 0), buffered);
    give(key, new StreamProgress(1, 5_000, true, List.of(5_000L), Map.of()));
    assertThat(rows(key)).containsExactly(MachineTrace.row(0, buffered));
    give(key, progress(5_000, 5_000), before);
    assertThat(rows(key)).hasSize(1);
    assertThat(key.outputs())
        .flatExtracting(batch -> batch.sideOutput().deadLetters())
        .containsExactly(LateReading.behindOrder(1, before));
  }

  /** It would make all later readings of its key late. */
  @Example
  void aPauseKeepsReadingsFarAfterTheClock() {
    Reading buffered = Readings.atMillis(5_000).build();
    Reading future = Readings.atMillis(5_000 + 7_200_000).arrival(5_000).build();
    Reading after = Readings.atMillis(6_000).build();
    OneKey<RowBatch> key = key(new MachineTrace(), 0);
    give(key, progress(5_000, 0), buffered, future);
    give(key, new StreamProgress(1, 5_000, true, List.of(5_000L), Map.of()));
    assertThat(rows(key)).containsExactly(MachineTrace.row(0, buffered));
    give(key, progress(6_000, StreamProgress.ENDED), after);
    assertThat(rows(key))
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
    OneKey<Long> key =
        new OneKey<>(
            new ReleaseAtArrivalClockFn<>(
                new MachineRunner<>(
                    "step",
                    ActivitySchema.SCHEMA,
                    remembering,
                    new DropKnownDuplicates(TIME, Duration.ofSeconds(60)),
                    (verdicts, sideOutput, progress) -> (long) verdicts.size()),
                0));
    give(key, progress(1_000, 0), Readings.atMillis(1_000).build());
    give(key, progress(12_001, 11_001));
    assertThat(known(key)).isEqualTo(1);
    // 1,000 + 10,000 + 60,000: a duplicate of it may still come.
    give(key, progress(71_000, 71_000));
    assertThat(known(key)).isEqualTo(1);
    give(key, new StreamProgress(1, 71_000, true, List.of(71_000L), Map.of()));
    assertThat(known(key)).as("after a pause").isEqualTo(1);
    give(key, progress(71_001, 71_001));
    assertThat(known(key)).isZero();
  }

  private static int known(OneKey<?> key) {
    return ((KnownMoments) key.state().get("machine")).size();
  }

  @Example
  void sideOutputOfAKeyWithoutReadingsIsPassedOnAndLeavesNoState() {
    SideOutput before = new SideOutput(List.of(), RecordCounts.of("before", Outcome.READ, 3));
    OneKey<RowBatch> key = key(new MachineTrace(), 0);
    key.process(Instant.EPOCH, new ReadingBatch(List.of(), before, progress(2_000, 0)));
    give(key, progress(2_000, 1_000));
    assertThat(rows(key)).isEmpty();
    assertThat(key.outputs()).extracting(RowBatch::sideOutput).containsExactly(before);
    assertThat(key.state()).isEmpty();
  }

  @Property(tries = 300)
  void emitsTheSameRowsAsInBatch(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll("readings") List<Reading> readings,
      @ForAll @IntRange(max = 2) int stepsBefore,
      @ForAll Random random)
      throws CoderException {
    Splitting splitting = new Splitting(SPEC);
    Map<ReadingKey, OneKey<RowBatch>> keys = new HashMap<>();
    for (List<ReadingBatch> bundle : StreamBatches.of(settings(stepsBefore), readings, random)) {
      for (TimestampedValue<KV<ReadingKey, ReadingBatch>> split : splitting.bundle(bundle)) {
        keys.computeIfAbsent(split.getValue().getKey(), fresh -> key(machine, stepsBefore))
            .process(split.getTimestamp(), split.getValue().getValue());
      }
      if (!bundle.isEmpty()) {
        long clock = bundle.get(bundle.size() - 1).progress().clockAt(stepsBefore);
        for (OneKey<RowBatch> key : keys.values()) {
          assertThat(pending(key)).allMatch(reading -> TIME.millis(reading) >= clock - MAX_DELAY);
        }
      }
    }

    for (String user : USERS) {
      List<Reading> inTime =
          readings.stream()
              .filter(reading -> user(reading).equals(user))
              .filter(reading -> SPEC.tooLate(reading).isEmpty())
              .toList();
      if (!inTime.isEmpty()) {
        assertThat(rows(keys.get(ReadingKey.of(user)))).isEqualTo(EachInOrder.run(machine, inTime));
      }
    }
    assertThat(keys.values()).allSatisfy(key -> assertThat(key.state()).isEmpty());
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
    Splitting splitting = new Splitting(SPEC);
    Map<ReadingKey, OneKey<RowBatch>> keys = new HashMap<>();
    for (List<ReadingBatch> bundle : StreamBatches.of(settings(stepsBefore), shuffled, random)) {
      for (TimestampedValue<KV<ReadingKey, ReadingBatch>> split : splitting.bundle(bundle)) {
        keys.computeIfAbsent(
                split.getValue().getKey(), fresh -> key(new MachineTrace(), stepsBefore))
            .process(split.getTimestamp(), split.getValue().getValue());
      }
    }

    List<Reading> late =
        judged.stream()
            .filter(reading -> reading.clock() - TIME.millis(reading) > MAX_DELAY)
            .toList();
    assertThat(keys.values())
        .flatExtracting(OneKey::outputs)
        .flatExtracting(batch -> batch.sideOutput().deadLetters())
        .extracting(letter -> ((LateReading) letter).reading())
        .containsExactlyInAnyOrderElementsOf(late);
    for (String user : USERS) {
      List<Reading> inTime =
          judged.stream()
              .filter(reading -> user(reading).equals(user) && !late.contains(reading))
              .toList();
      if (!inTime.isEmpty()) {
        assertThat(rows(keys.get(ReadingKey.of(user))))
            .isEqualTo(EachInOrder.run(new MachineTrace(), inTime));
      }
    }
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

  private static void give(OneKey<?> key, StreamProgress progress, Reading... readings) {
    key.process(Instant.EPOCH, new ReadingBatch(List.of(readings), SideOutput.NOTHING, progress));
  }

  private static List<Row> rows(OneKey<RowBatch> key) {
    return key.outputs().stream().flatMap(batch -> batch.rows().stream()).toList();
  }

  private static List<Reading> pending(OneKey<RowBatch> key) throws CoderException {
    List<Reading> buffered = new ArrayList<>();
    if (key.state().get("pending") instanceof ReorderBuffer buffer) {
      for (List<byte[]> slice : buffer.slices().values()) {
        for (byte[] batch : slice) {
          buffered.addAll(
              CoderUtils.decodeFromByteArray(ReadingColumnsCoder.of(ActivitySchema.SCHEMA), batch));
        }
      }
    }
    return buffered;
  }

  private static <S> OneKey<RowBatch> key(RowMachine<S> machine, int stepsBefore) {
    return new OneKey<>(
        new ReleaseAtArrivalClockFn<>(
            MachineRunner.ofRows("step", ActivitySchema.SCHEMA, SPEC, machine), stepsBefore));
  }
}
