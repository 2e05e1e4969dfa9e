package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.generate.study.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvenSamplerTest {
  @ParameterizedTest
  @CsvSource({"1000, 0", "1000, 1", "1000, 7", "1000, 999", "1000, 1000", "1, 1"})
  void picksExactlyTheRequestedNumber(int total, int picks) {
    assertThat(picked(total, picks)).hasSize(picks);
  }

  @Test
  void picksOneOutOfEachEqualStretch() {
    List<Integer> picked = picked(1_000, 10);
    for (int i = 0; i < 10; i++) {
      assertThat(picked.get(i)).isBetween(i * 100, i * 100 + 99);
    }
  }

  private static List<Integer> picked(int total, int picks) {
    EvenSampler spread = new EvenSampler(total, picks, SeededRandom.of(1, "test"));
    List<Integer> picked = new ArrayList<>();
    for (int i = 0; i < total; i++) {
      if (spread.picksNext()) {
        picked.add(i);
      }
    }
    return picked;
  }
}
