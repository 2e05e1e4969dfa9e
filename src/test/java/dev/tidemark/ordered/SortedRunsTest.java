package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingColumns;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.AnyReadings;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import dev.tidemark.time.OrderingSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SortedRunsTest {
  private static final EventTime TIME =
      new EventTime(ActivitySchema.CREATION_TIME, Duration.ofSeconds(10));
  private static final OrderingSpec SPEC = OrderingSpec.by(List.of(ActivitySchema.USER), TIME);

  @Property(tries = 300)
  void whateverFitsInMemoryTheOrderIsTheTotalOrder(
      @ForAll("readings") List<Reading> readings,
      @ForAll @IntRange(min = 1, max = 9) int run,
      @ForAll @IntRange(min = 0, max = 40) int maxInMemory)
      throws IOException {
    assertThat(merged(SPEC, readings, run, maxInMemory))
        .isEqualTo(readings.stream().sorted(TIME.order()).toList());
  }

  /** Of one microsecond, those released first come first; see {@link OrderingSpec}. */
  @Property(tries = 300)
  void aStepThatRemembersHasReadingsOfOneMicrosecondTogether(
      @ForAll("readings") List<Reading> readings, @ForAll @IntRange(min = 1, max = 9) int run)
      throws IOException {
    OrderingSpec remembering =
        new OrderingSpec(List.of(ActivitySchema.USER), TIME, Duration.ofMinutes(1));
    Comparator<Reading> byMicrosecond =
        Comparator.<Reading>comparingLong(TIME::micros)
            .thenComparingLong(reading -> Math.max(TIME.millis(reading), reading.clock() - 10_000))
            .thenComparing(TIME.order());
    assertThat(merged(remembering, readings, run, 10))
        .isEqualTo(readings.stream().sorted(byMicrosecond).toList());
  }

  @Example
  void whatDoesNotFitLiesInFilesUntilItIsMerged() throws IOException {
    SortedRuns runs = new SortedRuns(SPEC, 10_000);
    List<Reading> expected = new ArrayList<>();
    for (int run = 0; run < 20; run++) {
      List<Reading> readings = new ArrayList<>();
      for (int i = 0; i < 5_000; i++) {
        readings.add(Readings.atMillis(i * 20L + run).index(run).gt("walk").x(i).build());
      }
      runs.add(ReadingColumns.of(readings));
      expected.addAll(readings);
    }
    List<Path> files = runs.files();
    assertThat(files).hasSizeGreaterThan(3).allMatch(Files::exists);
    List<Reading> merged = new ArrayList<>();
    runs.forEach((readings, row) -> merged.add(readings.get(row)));
    runs.close();
    assertThat(files).noneMatch(Files::exists);
    expected.sort(TIME.order());
    assertThat(merged).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    Arbitrary<Reading> close =
        Arbitraries.longs()
            .between(0, 3_000)
            .map(nanos -> Readings.atNanos(nanos).index(nanos % 7).build());
    return Arbitraries.frequencyOf(Tuple.of(1, AnyReadings.readings()), Tuple.of(3, close))
        .list()
        .ofMaxSize(60);
  }

  private static List<Reading> merged(
      OrderingSpec spec, List<Reading> readings, int run, int maxInMemory) throws IOException {
    List<Reading> merged = new ArrayList<>();
    try (SortedRuns runs = new SortedRuns(spec, maxInMemory)) {
      for (int from = 0; from < readings.size(); from += run) {
        List<Reading> some = readings.subList(from, Math.min(from + run, readings.size()));
        runs.add(RowOrder.of(spec).sort(ReadingColumns.of(some)));
      }
      runs.forEach((columns, row) -> merged.add(columns.get(row)));
    }
    return merged;
  }
}
