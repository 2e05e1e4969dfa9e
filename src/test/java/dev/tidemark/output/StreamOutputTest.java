package dev.tidemark.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.exit.FailureException;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.sink.SinkFiles;
import dev.tidemark.sink.file.Compression;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.sink.file.FileType;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void aSinkWithoutRowsGetsAFileOfItsFormat() throws Exception {
    Schema schema = Schema.builder().addInt64Field("n").addStringField("User").build();
    SinkFiles csv =
        new SinkFiles(new FileFormat(FileType.CSV, Compression.NONE), schema, RowIdentity.UNKNOWN);
    Files.createDirectory(folder.resolve("counts"));
    Files.writeString(folder.resolve("counts/part-10000-0.csv"), "n,User\n1,a\n");

    new StreamOutput(new OutputDirectory(new PathOrUri(folder.toString()), new LocalDirectories()))
        .complete(List.of("counts", "alerts"), sink -> csv, manifest(Map.of("counts", 1L)));

    assertThat(names("counts")).containsExactly("part-10000-0.csv");
    assertThat(folder.resolve("alerts/part-none.csv")).hasContent("n,User\n");
    assertThat(folder.resolve("_manifest.json")).exists();
  }

  @ParameterizedTest
  @CsvSource({"part-1-0.jsonl, 5, 2", "part-1-0.csv, 0, 1", "part-1-0.parquet, 0, 1"})
  void filesThatAreTooSmallForTheirRowsAreNotComplete(String file, int bytes, long rows)
      throws Exception {
    Files.createDirectory(folder.resolve("counts"));
    Files.write(folder.resolve("counts").resolve(file), new byte[bytes]);
    StreamOutput output =
        new StreamOutput(
            new OutputDirectory(new PathOrUri(folder.toString()), new LocalDirectories()));

    assertThatThrownBy(
            () -> output.complete(List.of(), sink -> null, manifest(Map.of("counts", rows))))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("the run has counted " + rows + " rows of counts, but not all");
  }

  private static Manifest manifest(Map<String, Long> outputs) {
    return new Manifest(
        "p",
        "DirectRunner",
        "replay",
        "Arrival_Time",
        Map.of(),
        Instant.EPOCH,
        Instant.EPOCH,
        RecordCounts.EMPTY,
        "malformed",
        outputs,
        Map.of(),
        List.of());
  }

  private List<String> names(String sink) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(sink))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
