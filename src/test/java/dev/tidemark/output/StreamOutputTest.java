package dev.tidemark.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamOutputTest {
  private static final List<String> PARTS =
      List.of("part-9000-0", "part-10000-0", "part-10000-1", "part-10500-0", "part-none");

  @TempDir private Path folder;

  @Test
  void aResumedStreamDeletesRowsItsCheckpointDoesNotKnow() throws Exception {
    List<String> written = List.of("counts", "alerts", "_counts", "_trace");
    for (String sink : written) {
      Files.createDirectory(folder.resolve(sink));
      for (String part : PARTS) {
        Files.writeString(folder.resolve(sink).resolve(part + ".jsonl"), "{}\n");
      }
    }
    Files.createDirectory(folder.resolve("_unfinished"));
    Files.writeString(folder.resolve("_unfinished/counts-9000-0.jsonl"), "{");

    new StreamOutput(new OutputDirectory(new PathOrUri(folder.toString()), new LocalDirectories()))
        .resume(List.of("counts", "alerts"), 10_000);

    for (String sink : written) {
      assertThat(names(sink))
          .as(sink)
          .containsExactlyInAnyOrder(
              "part-9000-0.jsonl", "part-10000-0.jsonl", "part-10000-1.jsonl");
    }
    assertThat(folder.resolve("_unfinished")).doesNotExist();
  }

  private List<String> names(String sink) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(sink))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
