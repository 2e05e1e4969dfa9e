package dev.tidemark.lateness;

import dev.tidemark.lateness.LatenessAgainstRuns.Setting;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code lateness} says is what runs count, and what is counted by hand. */
class LatenessIT {
  private static final String PROFILE = "runner-profiles/direct.properties";

  @TempDir private Path folder;

  static List<Setting> settings() {
    return LatenessAgainstRuns.SETTINGS;
  }

  @Test
  void whatIsToldIsWhatIsCountedByHand() throws Exception {
    new LatenessAgainstRuns(folder, PROFILE).assertToldAsCountedByHand();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatARunCountsIsWhatIsCountedByHand(Setting setting) throws Exception {
    new LatenessAgainstRuns(folder, PROFILE).assertRunsAsCountedByHand(setting);
  }
}
