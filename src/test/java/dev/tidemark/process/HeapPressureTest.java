package dev.tidemark.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapPressureTest {
  private static final int STEP_MS = 250;

  private long timeMs;
  private long collectedMs;
  private double usedShare;
  private final HeapPressure pressure =
      new HeapPressure(
          () -> TimeUnit.MILLISECONDS.toNanos(timeMs), () -> collectedMs, () -> usedShare);

  @Test
  void isTooHighWhenOnlyCollectionsRun() {
    usedShare = 0.8;
    assertThat(msUntilTooHigh(0.95, 60_000)).isEqualTo(10_000);
  }

  @Test
  void isTooHighSoonerWhenCollectionsFreeNothing() {
    usedShare = 0.97;
    assertThat(msUntilTooHigh(0.6, 60_000)).isEqualTo(5_000);
  }

  @Test
  void countsOnlyTheLastSeconds() {
    usedShare = 0.2;
    assertThat(msUntilTooHigh(0.1, 60_000)).isEqualTo(60_000);
    usedShare = 0.97;
    assertThat(msUntilTooHigh(0.6, 60_000)).isLessThanOrEqualTo(5_250);
  }

  @Test
  void aRunThatMakesProgressIsNotStopped() {
    usedShare = 0.8;
    assertThat(msUntilTooHigh(0.8, 60_000)).isEqualTo(60_000);
    usedShare = 0.97;
    assertThat(msUntilTooHigh(0.4, 60_000)).isEqualTo(60_000);
  }

  @Test
  void aHeapThatIsFullBrieflyIsNotUnderPressure() {
    for (int i = 0; i < 60; i++) {
      usedShare = i % 10 == 0 ? 0.5 : 0.97;
      assertThat(msUntilTooHigh(0.6, STEP_MS)).isEqualTo(STEP_MS);
    }
  }

  /** How long it takes while collections use this share of the time. */
  private int msUntilTooHigh(double share, int atMostMs) {
    int ms = 0;
    while (!pressure.isTooHigh() && ms < atMostMs) {
      ms += STEP_MS;
      timeMs += STEP_MS;
      collectedMs += Math.round(share * STEP_MS);
    }
    return ms;
  }
}
