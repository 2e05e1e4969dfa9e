package dev.tidemark.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import dev.tidemark.row.Emitted;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.sink.file.Compression;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.sink.file.FileType;
import dev.tidemark.testing.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSinksTest {
  private static final RecordCounts READ = RecordCounts.of("Read", Outcome.READ, 5);

  private static final Map<String, SinkFiles> FILES =
      Map.of("results", NumberRow.JSON_LINES, "late", SinkFiles.OF_LINES);

  @TempDir private Path folder;

  @Test
  void aSinkOfResultsHasAsManyPartsAsAskedFor() throws IOException {
    List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();

    write(numbers, 3);

    assertThat(names("results"))
        .containsExactly(
            "part-00000-of-00003.jsonl", "part-00001-of-00003.jsonl", "part-00002-of-00003.jsonl");
    assertThat(lines("results"))
        .containsExactlyInAnyOrderElementsOf(
            numbers.stream().map("{\"n\":%d}"::formatted).toList());
    for (String part : names("results")) {
      assertThat(Files.readAllLines(folder.resolve("results").resolve(part)))
          .hasSizeBetween(333, 334);
    }
    assertThat(counts()).isEqualTo(RecordCounts.of("results", Outcome.WRITTEN, 1000).plus(READ));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aPartOfCsvHasAHeader(int shards) throws IOException {
    write(List.of(1, 2, 3, 4, 5), shards, new FileFormat(FileType.CSV, Compression.NONE));

    List<String> rows = new ArrayList<>();
    for (String part : names("results")) {
      List<String> lines = Files.readAllLines(folder.resolve("results").resolve(part));
      assertThat(part).endsWith(".csv");
      assertThat(lines).startsWith("n");
      rows.addAll(lines.subList(1, lines.size()));
    }
    assertThat(rows).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    assertThat(counts()).isEqualTo(RecordCounts.of("results", Outcome.WRITTEN, 5).plus(READ));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void partsOfParquetAreFilesOfTheirOwn(int shards) throws Exception {
    write(List.of(1, 2, 3, 4, 5), shards, new FileFormat(FileType.PARQUET, Compression.SNAPPY));

    long sum = 0;
    for (String part : names("results")) {
      assertThat(part).endsWith(".parquet");
      sum +=
          DuckDb.ask(
                  "select n from read_parquet('%s')".formatted(folder.resolve("results/" + part)))
              .stream()
              .mapToLong(Long::parseLong)
              .sum();
    }
    assertThat(sum).isEqualTo(15);
  }

  @ParameterizedTest
  @EnumSource
  void sinksWithoutRowsHaveAnEmptyPartOfTheirFormat(FileType type) throws Exception {
    write(List.of(), 1, new FileFormat(type, Compression.NONE));

    assertThat(names("results")).hasSize(1).first().asString().startsWith("part-00000-of-00001.");
    Path part = folder.resolve("results").resolve(names("results").get(0));
    switch (type) {
      case JSON_LINES -> assertThat(part).isEmptyFile();
      case CSV -> assertThat(part).hasContent("n\n");
      case PARQUET ->
          assertThat(DuckDb.ask("select count(n) from read_parquet('%s')".formatted(part)))
              .containsExactly("0");
    }
  }

  @Test
  void sinksWithoutRowsHaveAnEmptyPart() throws IOException {
    write(List.of(), 0);

    assertThat(names("results")).containsExactly("part-00000-of-00001.jsonl");
    assertThat(names("broken")).containsExactly("part-00000-of-00001.jsonl");
    assertThat(lines("results")).isEmpty();
    assertThat(counts()).isEqualTo(READ);
  }

  /** As after the loss of an executor while files were being finished. */
  @Test
  void finishingAgainLeavesWhatFinishingOnceDoes() throws IOException {
    unfinished("results-a", "\0\0\0\7{\"n\":1}");
    unfinished("results-b", "\0\0\0\7{\"n\":2}");
    unfinished("late-c", "{\"n\":3}\n");
    unfinished("late-d", "{\"of\":\"a bundle that failed\"}\n");
    KV<Void, Iterable<KV<String, String>>> bundles =
        KV.of(
            null,
            List.of(
                KV.of("results", "results-a"),
                KV.of("results", "results-b"),
                KV.of("late", "late-c"),
                KV.of(Sinks.RECORD_COUNTS, SideOutputRows.of(READ))));
    FinishFilesFn finish = new FinishFilesFn(folder.toString(), FILES, Set.of("results"), 1);

    for (int attempt = 0; attempt < 2; attempt++) {
      finish.finish(bundles);

      assertThat(names("results")).containsExactly("part-00000-of-00001.jsonl");
      assertThat(lines("results")).containsExactlyInAnyOrder("{\"n\":1}", "{\"n\":2}");
      assertThat(names("late")).containsExactly("part-c-of-00001.jsonl");
      assertThat(lines("late")).containsExactly("{\"n\":3}");
      assertThat(counts()).isEqualTo(READ);
    }
  }

  @Test
  void aFileThatIsMissingFailsTheRun() throws IOException {
    FinishFilesFn finish = new FinishFilesFn(folder.toString(), FILES, Set.of(), 0);

    assertThatThrownBy(() -> finish.finish(KV.of(null, List.of(KV.of("late", "late-lost")))))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve(Sinks.RECORD_COUNTS)).doesNotExist();
  }

  private void write(List<Integer> numbers, int shards) {
    write(numbers, shards, FileFormat.JSON_LINES);
  }

  private void write(List<Integer> numbers, int shards, FileFormat format) {
    TestPipeline pipeline = TestPipeline.create();
    pipeline.enableAbandonedNodeEnforcement(false);
    Sinks sinks = Sinks.ofBatch(folder.toString(), shards);
    sinks.addRows(
        "results",
        new SinkFiles(format, NumberRow.SCHEMA, RowIdentity.UNKNOWN),
        pipeline.apply(
            "Results",
            Create.of(numbers.stream().map(NumberRow::of).map(Emitted::now).toList())
                .withCoder(Emitted.rowCoder(NumberRow.SCHEMA))));
    sinks.addSideOutput(
        "Read",
        pipeline.apply(
            "Counts", Create.of(new SideOutput(List.of(), READ)).withCoder(SideOutputCoder.of())));
    sinks.write("broken", Optional.empty(), Optional.empty());
    pipeline.run().waitUntilFinish();
  }

  private void unfinished(String name, String text) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve(Sinks.UNFINISHED)).resolve(name), text);
  }

  private List<String> names(String sink) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(sink))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> lines(String sink) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String name : names(sink)) {
      lines.addAll(Files.readAllLines(folder.resolve(sink).resolve(name)));
    }
    return lines;
  }

  private RecordCounts counts() throws IOException {
    assertThat(lines(Sinks.RECORD_COUNTS)).hasSize(1);
    return SideOutputRows.parseCounts(lines(Sinks.RECORD_COUNTS).get(0));
  }
}
