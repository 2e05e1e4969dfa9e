package dev.tidemark.it;

import dev.tidemark.testing.ConsoleRows;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"direct, batch", "direct, replay", "spark, batch", "spark, replay"})
  void printsOnlyTheRows(String profile, String mode) throws Exception {
    ConsoleRows.check(profile, mode, folder.resolve("out"));
  }
}
