package dev.tidemark.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamProgressTest {
  private static final StreamProgress EARLIER =
      new StreamProgress(
          1, 20, true, List.of(10L, 5L), Map.of("User", List.of(1, 2), "Device", List.of(7)));
  private static final StreamProgress LATER =
      new StreamProgress(2, 30, false, List.of(20L, 10L), Map.of("User", List.of(2, 3)));

  @Test
  void aStepUsesTheMarkOfItsPosition() {
    assertThat(LATER.clockAt(0)).isEqualTo(20);
    assertThat(LATER.clockAt(1)).isEqualTo(10);
    assertThat(LATER.oldestMark()).isEqualTo(10);
  }

  @Test
  void mergingKeepsTheLaterOneAndWhatIsDueForEither() {
    StreamProgress both =
        new StreamProgress(
            2,
            30,
            false,
            List.of(20L, 10L),
            Map.of("User", List.of(1, 2, 3), "Device", List.of(7)));
    assertThat(EARLIER.and(LATER)).isEqualTo(both);
    assertThat(LATER.and(EARLIER).marks()).isEqualTo(LATER.marks());
    assertThat(EARLIER.and(EARLIER)).isEqualTo(EARLIER);
  }

  @Test
  void batchReadingsCarryNoProgress() {
    assertThat(StreamProgress.AT_ONCE.and(LATER)).isEqualTo(LATER);
    assertThat(LATER.and(StreamProgress.AT_ONCE)).isEqualTo(LATER);
    assertThat(StreamProgress.AT_ONCE.isOver()).isFalse();
  }

  @Test
  void isOverWhenTheLastStepHasReleasedEverything() {
    assertThat(at(StreamProgress.ENDED, 10).isOver()).isFalse();
    assertThat(at(StreamProgress.ENDED, StreamProgress.ENDED).isOver()).isTrue();
  }

  @Test
  void nothingDueIsTheSameMoment() {
    assertThat(LATER.withoutDue())
        .isEqualTo(new StreamProgress(2, 30, false, List.of(20L, 10L), Map.of()));
    assertThat(LATER.withoutDue().withoutDue()).isEqualTo(LATER.withoutDue());
  }

  private static StreamProgress at(long newest, long oldest) {
    return new StreamProgress(1, 0, false, List.of(newest, oldest), Map.of());
  }
}
