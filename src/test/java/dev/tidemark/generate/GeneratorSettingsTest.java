package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GeneratorSettingsTest {
  @Test
  void aMessageNamesTheSettingItsBoundsAndItsValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneratorSettings.of(999, 1, 0))
        .withMessage("rows must lie between 1,000 and 1,000,000,000, but is 999");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneratorSettings.of(1_000, 0, 0))
        .withMessage("files must lie between 1 and 1,000, but is 0");
  }

  @Test
  void extraLinesAreBoundedByTheRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeneratorSettings(1_000, 1, 0, 1_001, 0, 0, 0))
        .withMessageStartingWith("malformed must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeneratorSettings(1_000, 1, 0, 0, 501, 0, 0))
        .withMessageStartingWith("duplicates must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeneratorSettings(1_000, 1, 0, 0, 0, 101, 0))
        .withMessageStartingWith("late must");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GeneratorSettings(1_000, 1, 0, 0, 0, 0, -1))
        .withMessageStartingWith("nullX must");
  }

  @Test
  void theFullTableHas35OutliersAndASmallOneAtLeastFive() {
    assertThat(GeneratorSettings.of(GeneratorSettings.FULL_SIZE, 80, 0).outliers()).isEqualTo(35);
    assertThat(GeneratorSettings.of(20_000, 1, 0).outliers()).isEqualTo(10);
    assertThat(GeneratorSettings.of(1_000, 1, 0).outliers()).isEqualTo(5);
  }
}
