package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.PATH;

import dev.tidemark.row.Emitted;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.sink.file.Compression;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.sink.file.FileType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFilesFnTest {
  @TempDir Path folder;

  @Test
  void aBundleHasOneFilePerSinkAndTheRecordCounts() throws IOException {
    WriteFilesFn write = new WriteFilesFn(folder.toString(), TaskIdentity.NONE, Map.of());
    bundle(
        write,
        row("counts", "{\"n\":1}"),
        row("alerts", "{\"n\":2}"),
        row(Sinks.RECORD_COUNTS, "{\"Read\":{\"READ\":3}}"),
        row("counts", "{\"n\":4}"));
    assertThat(texts())
        .isEqualTo(
            Map.of(
                "counts",
                "{\"n\":1}\n{\"n\":4}\n",
                "alerts",
                "{\"n\":2}\n",
                Sinks.RECORD_COUNTS,
                "{\"Read\":{\"READ\":3}}\n"
                    + "{\"alerts\":{\"WRITTEN\":1},\"counts\":{\"WRITTEN\":2}}\n"));
  }

  @Test
  void eachBundleStartsNewFilesAndAnEmptyOneLeavesNone() throws IOException {
    WriteFilesFn write = new WriteFilesFn(folder.toString(), TaskIdentity.NONE, Map.of());
    bundle(write);
    assertThat(texts()).isEmpty();
    bundle(write, row("counts", "{\"n\":1}"));
    bundle(write, row("alerts", "{\"n\":2}"));
    assertThat(texts())
        .containsEntry("counts", "{\"n\":1}\n")
        .containsEntry("alerts", "{\"n\":2}\n");
  }

  /** An obstacle to the rename shows what is there before it. */
  @Test
  void aFileIsCompleteBeforeItIsRenamedIntoPlace() throws IOException {
    Path inTheWay = Files.createFile(folder.resolve("counts"));
    WriteFilesFn write = new WriteFilesFn(folder.toString(), TaskIdentity.NONE, Map.of());
    assertThatThrownBy(() -> bundle(write, row("counts", "{\"n\":1}")))
        .isInstanceOf(IOException.class);
    assertThat(inTheWay).isEmptyFile();
    assertThat(texts()).containsEntry(Sinks.UNFINISHED, "{\"n\":1}\n");

    Files.delete(inTheWay);
    bundle(write, row("counts", "{\"n\":1}"));
    assertThat(texts()).containsEntry("counts", "{\"n\":1}\n");
  }

  @Test
  void nothingIsVisibleBeforeTheBundleEnds() throws IOException {
    WriteFilesFn write = new WriteFilesFn(folder.toString(), TaskIdentity.NONE, Map.of());
    write.startBundle();
    write.add(row("counts", "{\"n\":1}"));
    assertThat(texts()).isEmpty();
    write.finishBundle();
    try (Stream<Path> files = Files.list(folder.resolve("counts"))) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .singleElement()
          .asString()
          .matches("part-[0-9]{19}-[-0-9a-f]{36}\\.jsonl");
    }
    assertThat(folder.resolve(Sinks.UNFINISHED)).isEmptyDirectory();
  }

  @Test
  void filesAreOfTheFormatOfTheirSink() throws IOException {
    FileFormat gzip = new FileFormat(FileType.CSV, Compression.GZIP);
    WriteFilesFn write =
        new WriteFilesFn(
            folder.toString(),
            TaskIdentity.NONE,
            Map.of("counts", new SinkFiles(gzip, NumberRow.SCHEMA, RowIdentity.UNKNOWN)));
    bundle(write, row("counts", "1"), row("counts", "2"));
    try (Stream<Path> files = Files.list(folder.resolve("counts"))) {
      Path file = files.findFirst().orElseThrow();
      assertThat(file.getFileName().toString()).matches("part-[-0-9a-f]+\\.csv\\.gz");
      try (InputStream text = new GZIPInputStream(Files.newInputStream(file))) {
        assertThat(text.readAllBytes()).asString(UTF_8).isEqualTo("n\n1\n2\n");
      }
    }
    try (Stream<Path> files = Files.list(folder.resolve(Sinks.RECORD_COUNTS))) {
      assertThat(files)
          .singleElement()
          .asInstanceOf(PATH)
          .hasContent("{\"counts\":{\"WRITTEN\":2}}\n");
    }
  }

  /** Two workers of the Direct runner may take up two bundles of a key in the wrong order. */
  @Test
  void filesAreInTheOrderInWhichTheirRowsWereEmittedAndNotWritten() throws IOException {
    KV<String, Emitted<byte[]>> first = row("counts", "{\"n\":1}");
    KV<String, Emitted<byte[]>> second = row("counts", "{\"n\":2}");
    WriteFilesFn oneWorker = new WriteFilesFn(folder.toString(), TaskIdentity.NONE, Map.of());
    WriteFilesFn otherWorker = new WriteFilesFn(folder.toString(), TaskIdentity.NONE, Map.of());
    oneWorker.startBundle();
    oneWorker.add(second);
    otherWorker.startBundle();
    otherWorker.add(first);
    otherWorker.finishBundle();
    oneWorker.finishBundle();
    assertThat(texts()).containsEntry("counts", "{\"n\":1}\n{\"n\":2}\n");
  }

  private static KV<String, Emitted<byte[]>> row(String sink, String text) {
    return KV.of(sink, Emitted.now(text.getBytes(UTF_8)));
  }

  @SafeVarargs
  private static void bundle(WriteFilesFn write, KV<String, Emitted<byte[]>>... rows)
      throws IOException {
    write.startBundle();
    for (KV<String, Emitted<byte[]>> row : rows) {
      write.add(row);
    }
    write.finishBundle();
  }

  /** The content of the files of each directory. */
  private Map<String, String> texts() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : files.filter(file -> !file.getParent().equals(folder)).sorted().toList()) {
        if (Files.isRegularFile(file)) {
          texts.merge(
              folder.relativize(file.getParent()).toString(),
              Files.readString(file),
              String::concat);
        }
      }
    }
    return texts;
  }
}
