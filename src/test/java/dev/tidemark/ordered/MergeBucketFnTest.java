package dev.tidemark.ordered;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.AlertOnCount;
import dev.tidemark.machine.CappedSessions;
import dev.tidemark.machine.CountWindows;
import dev.tidemark.machine.NextSession;
import dev.tidemark.machine.RowMachine;
import dev.tidemark.machine.SessionGap;
import dev.tidemark.machine.TrackActivity;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.OrderingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys that share buckets, and bundles that overlap, against each key on its own. */
class MergeBucketFnTest {
  private static final SessionGap GAP = new SessionGap(Duration.ofSeconds(5));

  /** More than there are buckets. */
  private static final int USERS = 200;

  @ParameterizedTest
  @MethodSource("machines")
  void eachKeyHasTheRowsThatItWouldHaveAlone(RowMachine<?> machine) {
    List<List<Reading>> byUser = new ArrayList<>();
    List<Reading> all = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      List<Reading> readings = readings("user " + user, user);
      byUser.add(readings);
      all.addAll(readings);
    }
    Collections.shuffle(all, new Random(3));
    List<Row> expected =
        byUser.stream().flatMap(readings -> EachInOrder.run(machine, readings).stream()).toList();
    List<RowBatch> outputs = run(machine, all);
    assertThat(occurrences(outputs.stream().flatMap(batch -> batch.rows().stream())))
        .isEqualTo(occurrences(expected.stream()));
    assertThat(
            outputs.stream().map(RowBatch::sideOutput).reduce(SideOutput.NOTHING, SideOutput::plus))
        .isEqualTo(new SideOutput(List.of(), RecordCounts.of("step", Outcome.READ, all.size())));
  }

  private static Map<Row, Long> occurrences(Stream<Row> rows) {
    return rows.collect(groupingBy(row -> row, counting()));
  }

  static Stream<RowMachine<?>> machines() {
    return Stream.of(
        new AlertOnCount(
            EachInOrder.CREATION, List.of(ActivitySchema.USER), GAP, 10, reading -> true),
        new TrackActivity(EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT),
        new CountWindows(EachInOrder.CREATION, List.of(ActivitySchema.USER), 7, ActivitySchema.X),
        new CappedSessions(
            EachInOrder.CREATION,
            List.of(ActivitySchema.USER),
            ActivitySchema.GT,
            GAP,
            7,
            ActivitySchema.X),
        new NextSession(EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT, GAP),
        new MachineTrace());
  }

  private static <S> List<RowBatch> run(RowMachine<S> machine, List<Reading> readings) {
    OrderingSpec spec = OrderingSpec.by(List.of(ActivitySchema.USER), EachInOrder.CREATION);
    Bucketing bucketing = new Bucketing("step", spec);
    for (int from = 0; from < readings.size(); from += 1_000) {
      bucketing.bundle(readings.subList(from, Math.min(from + 1_000, readings.size())));
    }
    return bucketing.merge(MachineRunner.ofRows("step", ActivitySchema.SCHEMA, spec, machine));
  }

  /** Some minutes of readings, with pauses. */
  private static List<Reading> readings(String user, int seed) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      long millis = seed + i * 700L + i / 20 * 6000L;
      readings.add(
          Readings.atMillis(millis).user(user).gt(i % 50 < 30 ? "walk" : "sit").x(i).build());
    }
    return readings;
  }
}
