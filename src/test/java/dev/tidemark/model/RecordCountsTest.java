package dev.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.RecordCounts.Outcome;
import org.junit.jupiter.api.Test;

class RecordCountsTest {
  @Test
  void countsAddUpByStepAndOutcome() {
    RecordCounts counts =
        RecordCounts.of("read", Outcome.READ, 3)
            .plus(RecordCounts.of("read", Outcome.READ, 4))
            .plus(RecordCounts.of("count", Outcome.READ, 5))
            .plus(RecordCounts.of("count", Outcome.LATE, 1));
    assertThat(counts.count("read", Outcome.READ)).isEqualTo(7);
    assertThat(counts.count("count", Outcome.READ)).isEqualTo(5);
    assertThat(counts.total(Outcome.READ)).isEqualTo(12);
    assertThat(counts.total(Outcome.DUPLICATE)).isZero();
  }

  @Test
  void zeroIsNotAnEntry() {
    assertThat(RecordCounts.of("read", Outcome.READ, 0)).isEqualTo(RecordCounts.EMPTY);
    assertThat(
            RecordCounts.EMPTY.plus(RecordCounts.of("a", Outcome.READ, 1)).plus(RecordCounts.EMPTY))
        .isEqualTo(RecordCounts.of("a", Outcome.READ, 1));
  }
}
