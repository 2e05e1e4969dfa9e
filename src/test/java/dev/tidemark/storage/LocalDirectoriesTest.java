package dev.tidemark.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDirectoriesTest {
  @TempDir private Path folder;

  @Test
  void aFileToWatchCanBeReadWhileItIsWritten() throws Exception {
    Path file = folder.resolve("new/_progress.jsonl");
    try (OutputStream stream = new LocalDirectories().createToWatch(file.toString())) {
      stream.write("{\"readings\":1}\n".getBytes(StandardCharsets.UTF_8));
      stream.flush();
      assertThat(file).hasContent("{\"readings\":1}\n");
    }
  }
}
