package dev.tidemark.machine;

import static dev.tidemark.testing.Readings.first;
import static dev.tidemark.testing.Values.creationTime;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.machine.DropAdjacentDuplicates.Seen;
import dev.tidemark.machine.DropAdjacentDuplicates.Verdict;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.DuplicateReading.First;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropAdjacentDuplicatesTest {
  private final DropAdjacentDuplicates machine =
      new DropAdjacentDuplicates(new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO));

  @Test
  void theFirstOfEachMicrosecondPasses() {
    assertThat(kept(1000, 1000, 1999, 2000, 2001, 3000)).containsExactly(1000L, 2000L, 3000L);
  }

  @Test
  void microsecondsAreFlooredBefore1970Too() {
    assertThat(kept(-1001, -1000, -1, 0, 999, 1000)).containsExactly(-1001L, -1000L, 0L, 1000L);
  }

  @Test
  void theEarliestPossibleTimePasses() {
    assertThat(kept(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE))
        .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void stateIsOneMomentAndTheReadingKeptForIt() {
    Reading reading = Readings.atNanos(5_000_123).arrival(7).device("d").index(3).build();
    Seen seen = machine.next(machine.start(), reading, kept -> {});
    assertThat(seen).isEqualTo(new Seen(5000, () -> first(7, 5_000_123, "a", "d", true, 3)));
    assertThat(machine.next(seen, Readings.atNanos(5_000_999).build(), verdict -> {}))
        .isEqualTo(seen);
  }

  @Test
  void aDuplicateNamesTheReadingThatWasKept() {
    Reading first = Readings.atNanos(1000).arrival(7).device("d").build();
    Reading second = Readings.atNanos(1001).build();
    Reading third = Readings.atNanos(1001).index(4).build();
    List<Verdict> verdicts = new ArrayList<>();
    Seen seen = machine.next(machine.start(), first, verdicts::add);
    seen = machine.next(seen, second, verdicts::add);
    machine.next(seen, third, verdicts::add);
    First kept = first(7, 1000, "a", "d", false, 0);
    assertThat(verdicts)
        .containsExactly(
            new Verdict.Kept(first),
            new Verdict.Duplicate(new DuplicateReading(kept, second)),
            new Verdict.Duplicate(new DuplicateReading(kept, third)));
  }

  private List<Long> kept(long... nanos) {
    List<Verdict> verdicts = new ArrayList<>();
    Seen state = machine.start();
    for (long at : nanos) {
      state = machine.next(state, Readings.atNanos(at).build(), verdicts::add);
    }
    machine.end(state, verdicts::add);
    assertThat(verdicts).hasSize(nanos.length);
    return verdicts.stream()
        .filter(Verdict.Kept.class::isInstance)
        .map(verdict -> creationTime(((Verdict.Kept) verdict).reading()))
        .toList();
  }
}
