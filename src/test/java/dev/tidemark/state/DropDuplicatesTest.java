package dev.tidemark.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.eventtime.EventTime;
import dev.tidemark.eventtime.TimeField;
import dev.tidemark.model.Reading;
import dev.tidemark.model.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DropDuplicatesTest {
  private final DropDuplicates machine =
      new DropDuplicates(new EventTime(TimeField.CREATION_TIME, Duration.ZERO));

  @Test
  void theFirstOfEachMicrosecondPasses() {
    assertThat(kept(1000, 1000, 1999, 2000, 2001, 3000)).containsExactly(1000L, 2000L, 3000L);
  }

  @Test
  void microsecondsAreFlooredBefore1970Too() {
    assertThat(kept(-1001, -1000, -1, 0, 999, 1000)).containsExactly(-1001L, -1000L, 0L, 1000L);
  }

  @Test
  void theEarliestMomentThereIsPasses() {
    assertThat(kept(Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE))
        .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void theStateIsOneMoment() {
    Reading reading = Readings.atNanos(5_000_123).build();
    assertThat(machine.next(machine.start(), reading, kept -> {})).isEqualTo(5000);
  }

  private List<Long> kept(long... nanos) {
    List<Long> kept = new ArrayList<>();
    Long state = machine.start();
    for (long at : nanos) {
      state =
          machine.next(
              state, Readings.atNanos(at).build(), reading -> kept.add(reading.creationTime()));
    }
    machine.end(state, reading -> kept.add(null));
    return kept;
  }
}
