package dev.tidemark.it;

import dev.tidemark.testing.ConsoleRows;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleOnDirectTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"batch", "replay"})
  void printsOnlyTheRows(String mode) throws Exception {
    ConsoleRows.check("direct", mode, folder.resolve("out"));
  }
}
