package dev.tidemark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderingStrategyTest {
  @Test
  void eachStepReleasedByTheArrivalClockIsOneMarkLaterThanThePreceding() {
    assertThat(new OrderingStrategy.AtArrivalClock(0).after())
        .isEqualTo(new OrderingStrategy.AtArrivalClock(1));
  }

  @Test
  void withoutAnArrivalClockAllStepsAreAlike() {
    assertThat(List.of(OrderingStrategy.sorted(), new OrderingStrategy.AtWatermark()))
        .allSatisfy(ordering -> assertThat(ordering.after()).isEqualTo(ordering));
  }

  @Test
  void onlyBatchIsNotAStream() {
    assertThat(OrderingStrategy.sorted().isOfStream()).isFalse();
    assertThat(new OrderingStrategy.AtWatermark().isOfStream()).isTrue();
    assertThat(new OrderingStrategy.AtArrivalClock(0).isOfStream()).isTrue();
  }
}
