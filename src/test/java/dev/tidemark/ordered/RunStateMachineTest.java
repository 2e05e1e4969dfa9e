package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Findings;
import dev.tidemark.model.Findings.Lateness;
import dev.tidemark.model.ReadingBatch;
import dev.tidemark.model.ReadingBatchCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.StepOutput;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import dev.tidemark.testing.Values;
import dev.tidemark.time.AssignTimestamps;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;

/** On the Direct runner, which checks that no step changes what it was given. */
class RunStateMachineTest {
  private static final EventTime CREATION =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void anyPermutationAndBlockingGivesTheSameRows(
      @ForAll("readings") List<Reading> readings, @ForAll Random random) {
    List<Reading> shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, random);
    List<ReadingBatch> batches = new ArrayList<>();
    for (int from = 0; from < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), from + random.nextInt(6));
      batches.add(ReadingBatch.of(List.copyOf(shuffled.subList(from, to))));
      from = to;
    }
    assertRows(batches, expected(readings));
  }

  @Example
  void readingsOfOneKeyMayBeYearsApartAndBefore1970() {
    List<Reading> readings =
        List.of(
            Readings.atNanos(Long.MAX_VALUE).build(),
            Readings.atNanos(0).build(),
            Readings.atNanos(Long.MIN_VALUE).build(),
            Readings.atNanos(-1).build(),
            Readings.atNanos(1_424_686_733_176_178_965L).build(),
            Readings.atNanos(-1_424_686_733_176_178_965L).build());
    assertRows(
        readings.stream().map(reading -> ReadingBatch.of(List.of(reading))).toList(),
        expected(readings));
  }

  @Example
  void lateReadingsGoToTheSideOutputAndAreCounted() {
    Reading late = Readings.atMillis(0).arrival(10_001).build();
    Reading inTime = Readings.atMillis(0).arrival(10_000).build();
    String letter = late.toString();
    TestPipeline pipeline = pipeline();
    StepOutput output = trace(pipeline, List.of(ReadingBatch.of(List.of(late, inTime))));
    PAssert.that(output.rows().apply(JsonRows.ofEmitted()))
        .containsInAnyOrder(
            JsonRows.of(MachineTrace.row(0, inTime)), JsonRows.of(MachineTrace.row("end after 1")));
    PAssert.that(output.sideOutput())
        .satisfies(
            parts -> {
              SideOutput all = all(parts);
              assertThat(all.deadLetters()).hasSize(1);
              assertThat(all.deadLetters().toString()).contains(letter, "lateByMs=1,");
              assertThat(all.counts())
                  .isEqualTo(
                      RecordCounts.of("trace", Outcome.READ, 2)
                          .plus(RecordCounts.of("trace", Outcome.LATE, 1))
                          .plus(
                              RecordCounts.of(
                                  Findings.of(
                                      "trace",
                                      new Lateness(
                                          1, 10_001, "max_delay of AssignTimestamps (10 s)")))));
              return null;
            });
    pipeline.run();
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    Arbitrary<Long> times =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-3, 3),
            Arbitraries.longs().between(-3, 3).map(minute -> minute * 60_000_000_000L),
            Arbitraries.longs().between(-200_000_000_000L, 200_000_000_000L));
    return Combinators.combine(
            times,
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("phone", "watch"),
            Arbitraries.longs().between(0, 3))
        .as(
            (nanos, user, device, index) ->
                Readings.atNanos(nanos).user(user).device(device).index(index).build())
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private static List<String> expected(List<Reading> readings) {
    Map<String, List<Reading>> byUser =
        readings.stream()
            .sorted(ByHand.ORDER)
            .collect(Collectors.groupingBy(Values::user, TreeMap::new, Collectors.toList()));
    List<String> rows = new ArrayList<>();
    for (List<Reading> ofUser : byUser.values()) {
      for (int i = 0; i < ofUser.size(); i++) {
        rows.add(JsonRows.of(MachineTrace.row(i, ofUser.get(i))));
      }
      rows.add(JsonRows.of(MachineTrace.row("end after " + ofUser.size())));
    }
    return rows;
  }

  private static void assertRows(List<ReadingBatch> batches, List<String> rows) {
    TestPipeline pipeline = pipeline();
    StepOutput output = trace(pipeline, batches);
    List<String> expected = rows.stream().sorted().toList();
    PAssert.that(output.rows().apply(JsonRows.ofEmitted()))
        .satisfies(
            actual -> {
              assertThat(StreamSupport.stream(actual.spliterator(), false).sorted().toList())
                  .isEqualTo(expected);
              return null;
            });
    pipeline.run();
  }

  private static StepOutput trace(TestPipeline pipeline, List<ReadingBatch> batches) {
    return pipeline
        .apply(Create.of(batches).withCoder(ReadingBatchCoder.of(ActivitySchema.SCHEMA)))
        .apply(AssignTimestamps.of("Time", CREATION))
        .apply(
            RunStateMachine.by(
                "trace", List.of(ActivitySchema.USER), CREATION, new MachineTrace()));
  }

  private static TestPipeline pipeline() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(true);
  }

  private static SideOutput all(Iterable<SideOutput> parts) {
    SideOutput all = SideOutput.NOTHING;
    for (SideOutput part : parts) {
      all = all.plus(part);
    }
    return all;
  }
}
