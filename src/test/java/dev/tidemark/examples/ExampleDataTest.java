package dev.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExampleDataTest {
  @Test
  void theFilesAreThoseThatTheGeneratorWrites() {
    for (Map.Entry<String, String> file : ExampleData.files().entrySet()) {
      assertThat(Path.of(file.getKey())).hasContent(file.getValue());
    }
  }
}
