package dev.tidemark.ordered;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.gt;
import static dev.tidemark.testing.Values.index;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.DropAdjacentDuplicates;
import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.machine.DropKnownDuplicates;
import dev.tidemark.machine.DropKnownValues;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.StateMachine;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import dev.tidemark.trace.TracedReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;

/** Properties of all state machines, each with small settings. */
@PropertyDefaults(tries = 500)
class EveryMachineTest {
  private static final DropAdjacentDuplicates DROP_DUPLICATES =
      new DropAdjacentDuplicates(EachInOrder.CREATION);

  private static AlertOnCount alerts(int count) {
    return new AlertOnCount(
        EachInOrder.CREATION,
        List.of(ActivitySchema.USER),
        SomeHours.GAP,
        count,
        reading -> gt(reading).filter("walk"::equals).isPresent());
  }

  @Provide
  Arbitrary<RowMachine<?>> machines() {
    return Arbitraries.of(
        alerts(2),
        new TrackActivity(EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT),
        new CountWindows(EachInOrder.CREATION, List.of(ActivitySchema.DEVICE), 4, ActivitySchema.X),
        new CappedSessions(
            EachInOrder.CREATION,
            List.of(ActivitySchema.USER),
            ActivitySchema.GT,
            SomeHours.GAP,
            4,
            ActivitySchema.X),
        new NextSession(
            EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT, SomeHours.GAP),
        new MachineTrace());
  }

  @Property
  void readingsMayComeInAnyOrder(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll(supplier = SomeHours.class) List<Reading> readings,
      @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    assertThat(EachInOrder.run(machine, shuffled)).isEqualTo(EachInOrder.run(machine, readings));
  }

  @Property
  void duplicatesMayComeInAnyOrder(
      @ForAll(supplier = SomeHours.class) List<Reading> readings, @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    assertThat(EachInOrder.run(DROP_DUPLICATES, shuffled))
        .isEqualTo(EachInOrder.run(DROP_DUPLICATES, readings));
  }

  @Property
  void theFirstOfEachMicrosecondIsKept(@ForAll(supplier = SomeHours.class) List<Reading> readings) {
    assertThat(distinct(readings)).isEqualTo(firstOfEachMicrosecond(readings));
  }

  @Property
  void duplicatesChangeNothingAfterDropDuplicates(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll(supplier = SomeHours.class) List<Reading> readings,
      @ForAll Random random) {
    List<Reading> distinct = firstOfEachMicrosecond(readings);
    List<Reading> doubled = new ArrayList<>(distinct);
    for (Reading reading : distinct) {
      for (int copies = random.nextInt(3); copies > 0; copies--) {
        doubled.add(random.nextBoolean() ? reading : duplicateOf(reading, random));
      }
    }
    Collections.shuffle(doubled, random);
    assertThat(EachInOrder.run(machine, distinct(doubled)))
        .isEqualTo(EachInOrder.run(machine, distinct));
  }

  @Property
  void aSessionAlertsOnceAtTheCountthMatchingReading(
      @ForAll(supplier = SomeHours.class) List<Reading> readings,
      @ForAll @IntRange(min = 1, max = 4) int count) {
    List<String> expected = new ArrayList<>();
    for (List<Reading> session : ByHand.sessions(ByHand.sorted(readings), SomeHours.GAP)) {
      session.stream()
          .filter(reading -> gt(reading).equals(Optional.of("walk")))
          .skip(count - 1)
          .findFirst()
          .ifPresent(
              last ->
                  expected.add(
                      ("{\"User\":\"a\",\"session_start\":\"%s\",\"triggered_at\":\"%s\","
                              + "\"count\":%d}")
                          .formatted(
                              ByHand.start(session),
                              JsonRow.eventTime(creationTime(last)),
                              count)));
    }
    assertThat(JsonRows.of(EachInOrder.run(alerts(count), readings))).isEqualTo(expected);
  }

  /** As {@code Combine} writes an absent key. */
  @Example
  void anAbsentKeyIsNull() {
    List<Reading> readings =
        List.of(
            Readings.atMillis(0).gt("walk").x(1).build(),
            Readings.atMillis(9).gt("sit").x(1).build());
    Stream.<RowMachine<?>>of(
            new AlertOnCount(
                EachInOrder.CREATION,
                List.of(ActivitySchema.MODEL),
                SomeHours.GAP,
                1,
                reading -> true),
            new TrackActivity(
                EachInOrder.CREATION, List.of(ActivitySchema.MODEL), ActivitySchema.GT),
            new CountWindows(
                EachInOrder.CREATION, List.of(ActivitySchema.MODEL), 1, ActivitySchema.X),
            new CappedSessions(
                EachInOrder.CREATION,
                List.of(ActivitySchema.MODEL),
                ActivitySchema.GT,
                SomeHours.GAP,
                9,
                ActivitySchema.X),
            new NextSession(
                EachInOrder.CREATION,
                List.of(ActivitySchema.MODEL),
                ActivitySchema.GT,
                SomeHours.GAP))
        .forEach(
            machine ->
                assertThat(JsonRows.of(EachInOrder.run(machine, readings)))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row).startsWith("{\"Model\":null,")));
  }

  /** A key may end again after it has been cleared. */
  @Example
  void noMachineEmitsAnythingFromItsStart() {
    List<StateMachine<?, ?>> every = oneOfEach(1);
    assertThat(every)
        .extracting(machine -> machine.getClass().getName())
        .containsExactlyInAnyOrderElementsOf(namesOfAllMachines());
    assertThat(every)
        .allSatisfy(machine -> assertThat(EachInOrder.run(machine, List.of())).isEmpty());
  }

  /** A step that reads its state back after each reading emits what one that keeps it does. */
  @Property
  void aStateIsReadAsItWasWritten(
      @ForAll("all") StateMachine<?, ?> machine, @ForAll("readings") List<Reading> readings)
      throws IOException {
    assertThat(runReadingBack(machine, readings)).isEqualTo(EachInOrder.run(machine, readings));
  }

  @Provide
  Arbitrary<StateMachine<?, ?>> all() {
    return Arbitraries.of(oneOfEach(3));
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return Arbitraries.oneOf(
        new SomeHours().get(), AnyReadings.readings().list().ofMaxSize(12).map(ByHand::sorted));
  }

  /** What a shuffle or a checkpoint keeps of rows, and that they are of the schema. */
  @Property
  void rowsAreReadAsTheyWereWritten(
      @ForAll("machines") RowMachine<?> machine,
      @ForAll(supplier = SomeHours.class) List<Reading> readings)
      throws IOException {
    for (Row row : EachInOrder.run(machine, readings)) {
      Row read = CoderUtils.clone(RowCoder.of(machine.schema()), row);
      assertThat(read).isEqualTo(row);
      assertThat(JsonRows.of(read)).isEqualTo(JsonRows.of(row));
      assertThat(Row.withSchema(machine.schema()).addValues(row.getValues()).build())
          .isEqualTo(row);
    }
  }

  private static <S, O> List<O> runReadingBack(StateMachine<S, O> machine, List<Reading> readings)
      throws IOException {
    List<O> outputs = new ArrayList<>();
    S state = machine.start();
    for (Reading reading : readings.stream().sorted(EachInOrder.CREATION.order()).toList()) {
      state = machine.next(state, reading, outputs::add);
      S read = machine.read(new DataInputStream(new ByteArrayInputStream(written(machine, state))));
      assertThat(read).isEqualTo(state);
      state = read;
    }
    machine.update(machine.start(), state, outputs::add);
    machine.end(state, outputs::add);
    return outputs;
  }

  private static List<StateMachine<?, ?>> oneOfEach(int size) {
    return List.of(
        alerts(size),
        new TrackActivity(EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT),
        new CountWindows(
            EachInOrder.CREATION, List.of(ActivitySchema.DEVICE), size, ActivitySchema.X),
        new CappedSessions(
            EachInOrder.CREATION,
            List.of(ActivitySchema.USER),
            ActivitySchema.GT,
            SomeHours.GAP,
            size,
            ActivitySchema.X),
        new NextSession(
            EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT, SomeHours.GAP),
        DROP_DUPLICATES,
        new DropKnownDuplicates(EachInOrder.CREATION, Duration.ofSeconds(1)),
        new DropKnownValues(
            EachInOrder.CREATION,
            List.of(ActivitySchema.GT, ActivitySchema.X),
            Duration.ofSeconds(1)),
        new TracedMachine<>(
            new TrackActivity(
                EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT),
            "step",
            TracedReading.NOBODY));
  }

  private static List<String> namesOfAllMachines() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tidemark.machine", "dev.tidemark.ordered")
            .stream()
            .filter(type -> type.isAssignableTo(StateMachine.class) && !type.isInterface())
            .map(JavaClass::getName)
            .toList();
  }

  /** Endless sessions, sessions of one reading, and windows and sessions that fill up. */
  @Property(tries = 60)
  void stateStaysSmallHoweverManyReadingsComeIn(
      @ForAll("bounded") StateMachine<?, ?> machine,
      @ForAll @IntRange(min = 1, max = 12_000) int apart,
      @ForAll Random random)
      throws IOException {
    assertStateStaysSmall(machine, apart, random);
  }

  @Provide
  Arbitrary<StateMachine<?, ?>> bounded() {
    return Arbitraries.oneOf(
        machines().map(machine -> machine),
        Arbitraries.of(
            DROP_DUPLICATES,
            alerts(Integer.MAX_VALUE),
            new CountWindows(
                EachInOrder.CREATION,
                List.of(ActivitySchema.DEVICE),
                Integer.MAX_VALUE,
                ActivitySchema.X),
            new CappedSessions(
                EachInOrder.CREATION,
                List.of(ActivitySchema.USER),
                ActivitySchema.GT,
                SomeHours.GAP,
                Integer.MAX_VALUE,
                ActivitySchema.X)));
  }

  private static <S> void assertStateStaysSmall(
      StateMachine<S, ?> machine, int apart, Random random) throws IOException {
    List<String> labels = List.of("stand", "sit", "walk", "bike", "stairsup", "stairsdown", "null");
    S state = machine.start();
    for (int i = 0; i < 10_000; i++) {
      Reading reading =
          Readings.atNanos((long) i * apart)
              .gt(labels.get(random.nextInt(labels.size())))
              .x(Math.scalb(random.nextGaussian(), random.nextInt(2000) - 1000))
              .build();
      state = machine.next(state, reading, output -> {});
      if (i % 500 == 499) {
        // An exact sum has up to 544 bytes.
        assertThat(written(machine, state)).hasSizeLessThan(1500);
      }
    }
  }

  private static <S> byte[] written(StateMachine<S, ?> machine, S state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    machine.write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static List<Reading> distinct(List<Reading> readings) {
    return EachInOrder.run(DROP_DUPLICATES, readings).stream()
        .filter(Verdict.Kept.class::isInstance)
        .map(verdict -> ((Verdict.Kept) verdict).reading())
        .toList();
  }

  private static List<Reading> firstOfEachMicrosecond(List<Reading> readings) {
    Map<Long, Reading> first = new HashMap<>();
    for (Reading reading : ByHand.sorted(readings)) {
      first.putIfAbsent(Math.floorDiv(creationTime(reading), 1000L), reading);
    }
    return ByHand.sorted(first.values());
  }

  /** Another reading of the same microsecond, after it in the total order. */
  private static Reading duplicateOf(Reading reading, Random random) {
    long nanos = creationTime(reading);
    long left = nanos == Long.MAX_VALUE ? 0 : 999 - Math.floorMod(nanos, 1000L);
    return Readings.atNanos(nanos + random.nextLong(left + 1))
        .arrival(reading.arrivalTime() + 1 + random.nextInt(2))
        .device("another")
        .index(index(reading).orElse(0))
        .gt("stand")
        .x(7)
        .build();
  }
}
