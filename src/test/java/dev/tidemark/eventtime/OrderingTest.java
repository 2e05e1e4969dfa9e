package dev.tidemark.eventtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderingTest {
  private static final Delivery DELIVERY =
      new Delivery(7, 40_000, false, List.of(30_000L, 20_000L, 10_000L), Map.of());

  @Test
  void eachStepThatIsLetGoByTheArrivalClockIsOneMarkBehindTheOneBefore() {
    Ordering first = new Ordering.AtArrivalClock(0);
    assertThat(first.clockOf(DELIVERY)).isEqualTo(30_000);
    assertThat(first.behind().clockOf(DELIVERY)).isEqualTo(20_000);
    assertThat(first.behind().behind().clockOf(DELIVERY)).isEqualTo(10_000);
  }

  @Test
  void whereNoClockLetsReadingsGoAllStepsHaveTheLastMark() {
    assertThat(List.of(Ordering.sorted(), new Ordering.AtWatermark()))
        .allSatisfy(
            ordering -> {
              assertThat(ordering.behind()).isEqualTo(ordering);
              assertThat(ordering.clockOf(DELIVERY)).isEqualTo(30_000);
            });
  }

  @Test
  void readingsThatAreAllThereHaveNoClockAndAreNeverBehindIt() {
    long clock = Ordering.sorted().clockOf(Delivery.AT_ONCE);
    assertThat(clock).isEqualTo(Ordering.NO_CLOCK);
    assertThat(clock - Duration.ofDays(1_000_000).toMillis()).isNegative();
  }
}
