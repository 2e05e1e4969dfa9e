package dev.tidemark.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderingTest {
  @Test
  void eachStepThatIsLetGoByTheArrivalClockIsOneMarkBehindTheOneBefore() {
    assertThat(new Ordering.AtArrivalClock(0).behind()).isEqualTo(new Ordering.AtArrivalClock(1));
  }

  @Test
  void whereNoClockLetsReadingsGoAllStepsAreAlike() {
    assertThat(List.of(Ordering.sorted(), new Ordering.AtWatermark()))
        .allSatisfy(ordering -> assertThat(ordering.behind()).isEqualTo(ordering));
  }

  @Test
  void onlyReadingsThatAreAllThereAreNoStream() {
    assertThat(Ordering.sorted().isOfStream()).isFalse();
    assertThat(new Ordering.AtWatermark().isOfStream()).isTrue();
    assertThat(new Ordering.AtArrivalClock(0).isOfStream()).isTrue();
  }
}
