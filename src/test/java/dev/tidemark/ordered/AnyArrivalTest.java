package dev.tidemark.ordered;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.gt;
import static dev.tidemark.testing.Values.x;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.values.Row;

/**
 * Each machine after the steps that put its readings in order: when a reading arrives changes
 * nothing, as long as it is within {@code max_delay}; a later one has the effect of an absent one.
 */
@PropertyDefaults(tries = 300)
class AnyArrivalTest {
  private static final int MAX_DELAY = 10_000;
  private static final SessionGap GAP = new SessionGap(Duration.ofSeconds(5));
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofMillis(MAX_DELAY));
  private static final OrderingSpec SPEC =
      new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ZERO);

  @Provide
  Arbitrary<RowMachine<?>> machines() {
    return Arbitraries.of(
        new AlertOnCount(
            TIME,
            List.of(ActivitySchema.USER),
            GAP,
            2,
            reading -> gt(reading).equals(Optional.of("walk"))),
        new TrackActivity(TIME, List.of(ActivitySchema.USER), ActivitySchema.GT),
        new CountWindows(TIME, List.of(ActivitySchema.DEVICE), 4, ActivitySchema.X),
        new CappedSessions(
            TIME, List.of(ActivitySchema.USER), ActivitySchema.GT, GAP, 4, ActivitySchema.X),
        new NextSession(TIME, List.of(ActivitySchema.USER), ActivitySchema.GT, GAP));
  }

  @Property
  void arrivalsWithinTheDelayMayBePermuted(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll("readings") List<Reading> readings,
      @ForAll Random random) {
    Answer answer = ask(machine, arriving(readings, MAX_DELAY, random), random);

    assertThat(answer.rows).isEqualTo(EachInOrder.run(machine, readings));
    assertThat(answer.sideOutput.deadLetters()).isEmpty();
  }

  @Property
  void aReadingBeyondTheDelayIsLateAndOtherwiseAsIfAbsent(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll("readings") List<Reading> readings,
      @ForAll("readings") List<Reading> others,
      @ForAll Random random) {
    List<Reading> arriving = arriving(readings, MAX_DELAY, random);
    List<Reading> late = new ArrayList<>();
    for (Reading other : others) {
      late.add(arrivingAfter(other, MAX_DELAY + 1 + random.nextInt(2)));
    }
    arriving.addAll(late);

    Answer answer = ask(machine, arriving, random);

    assertThat(answer.rows).isEqualTo(EachInOrder.run(machine, readings));
    assertThat(answer.sideOutput.deadLetters()).hasSize(late.size());
    assertThat(answer.sideOutput.counts().total(Outcome.LATE)).isEqualTo(late.size());
  }

  /** Some minutes of one user, in order; no two readings at one time. */
  @Provide
  Arbitrary<List<Reading>> readings() {
    Arbitrary<Long> steps =
        Arbitraries.of(1L, 999_999L, 250_000_000L, 4_999_999_999L, 5_000_000_000L, 90_000_000_000L);
    return Combinators.combine(
            steps, Arbitraries.of("walk", "sit", "null"), Arbitraries.of(0.1, 1e16, Double.NaN))
        .as(Step::new)
        .list()
        .ofMaxSize(30)
        .map(AnyArrivalTest::consecutive);
  }

  private record Step(long later, String gt, double x) {}

  private static List<Reading> consecutive(List<Step> steps) {
    List<Reading> readings = new ArrayList<>();
    long now = 1_424_686_733_176_178_965L;
    for (Step step : steps) {
      now += step.later;
      readings.add(Readings.atNanos(now).gt(step.gt).x(step.x).build());
    }
    return readings;
  }

  private static List<Reading> arriving(List<Reading> readings, int most, Random random) {
    List<Reading> arriving = new ArrayList<>();
    for (Reading reading : readings) {
      // Often as late as allowed.
      int delay = random.nextInt(4) == 0 ? most : random.nextInt(most + 1);
      arriving.add(arrivingAfter(reading, delay));
    }
    return arriving;
  }

  private static Reading arrivingAfter(Reading reading, int delay) {
    return Readings.atNanos(creationTime(reading))
        .arrival(TIME.millis(reading) + delay)
        .gt(gt(reading).orElseThrow())
        .x(x(reading))
        .build();
  }

  private record Answer(List<Row> rows, SideOutput sideOutput) {}

  /** Readings come in as they arrive, in bundles of any size, which may overtake each other. */
  private static <S> Answer ask(RowMachine<S> machine, List<Reading> readings, Random random) {
    List<Reading> inArrival = new ArrayList<>(readings);
    inArrival.sort(Comparator.comparingLong(Reading::arrivalTime));
    List<List<Reading>> bundles = new ArrayList<>();
    for (int from = 0; from < inArrival.size(); ) {
      int to = Math.min(inArrival.size(), from + 1 + random.nextInt(6));
      bundles.add(List.copyOf(inArrival.subList(from, to)));
      from = to;
    }
    Collections.shuffle(bundles, random);
    Bucketing bucketing = new Bucketing("step", SPEC);
    bundles.forEach(bucketing::bundle);
    List<RowBatch> outputs =
        bucketing.merge(MachineRunner.ofRows("step", ActivitySchema.SCHEMA, SPEC, machine));
    return new Answer(
        outputs.stream().flatMap(batch -> batch.rows().stream()).toList(),
        outputs.stream().map(RowBatch::sideOutput).reduce(SideOutput.NOTHING, SideOutput::plus));
  }
}
