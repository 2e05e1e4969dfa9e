package dev.tidemark.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.job.RunCounts;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in an output directory that must not be deleted. */
class OutputDirectoryTest {
  private static final List<String> SINKS = List.of("results", "malformed");

  @TempDir private Path folder;
  private Path output;
  private Path victim;

  @BeforeEach
  void write() throws IOException {
    output = Files.createDirectory(folder.resolve("out[1]"));
    victim = Files.createDirectory(folder.resolve("victim"));
    Files.writeString(victim.resolve("a.jsonl"), "{}\n");
    Files.createDirectories(folder.resolve("out1/results"));
    Files.writeString(folder.resolve("out1/results/part-x.jsonl"), "{}\n");
  }

  @Test
  void aSiblingThatTheNameWouldMatchAsAGlobIsAnotherDirectory() throws Exception {
    directory().prepare(SINKS, false, System.err);
    directory().results().delete(SINKS);

    assertThat(folder.resolve("out1/results/part-x.jsonl")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../victim",
        "../victim/a*",
        "..",
        ".",
        "/tmp",
        "_counts",
        "a/b",
        "",
        "results\\n"
      })
  void aManifestThatNamesSomethingElseThanSinksDeletesNothing(String sink) throws Exception {
    Files.writeString(output.resolve("_manifest.json"), "{\"outputs\":{\"" + sink + "\":1}}");

    FailureException failure =
        catchThrowableOfType(
            FailureException.class, () -> directory().prepare(SINKS, true, System.err));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThatThrownBy(() -> directory().results().delete(SINKS)).isInstanceOf(IOException.class);
    assertThat(victim.resolve("a.jsonl")).exists();
    assertThat(output.resolve("_manifest.json")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret: hunter2", "{\"hunter2", "[\"hunter2\"]", "\"hunter2\"", ""})
  void aFileThatIsNotAManifestIsRefusedAndNotQuoted(String text) throws Exception {
    Files.writeString(output.resolve("_manifest.json"), text);

    FailureException failure =
        catchThrowableOfType(
            FailureException.class, () -> directory().prepare(SINKS, true, System.err));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(failure.lines()).singleElement().asString().doesNotContain("hunter2", "secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "results",
        "malformed",
        "_manifest.json",
        "_progress.jsonl",
        "_counts",
        "_trace",
        "_unfinished",
        "_checkpoint",
        "_stop",
        "_running"
      })
  void aLinkInPlaceOfAnOwnFileIsRefused(String name) throws Exception {
    Files.createSymbolicLink(output.resolve(name), victim);

    FailureException failure =
        catchThrowableOfType(
            FailureException.class,
            () -> {
              directory().lock("p", System.err);
              directory().prepare(SINKS, true, System.err);
            });

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(failure.lines()).singleElement().asString().contains(output.resolve(name) + " is a");
    assertThat(victim.resolve("a.jsonl")).exists();
  }

  @Test
  void theDirectoryItselfMayBeALink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), output);

    new OutputDirectory(new PathOrUri(link.toString()), new LocalDirectories())
        .prepare(SINKS, false, System.err);
  }

  @Test
  void rowsThatWereCountedMustBeThere() throws Exception {
    Path results = Files.createDirectory(output.resolve("results"));
    ResultFiles files = directory().results();
    files.check(Map.of("results", 0L, "kafka:counts", 7L));
    assertThatThrownBy(() -> files.check(Map.of("results", 1L)))
        .hasMessageContaining("counted 1 rows of results");

    Files.writeString(results.resolve("part-00000-of-00002.jsonl"), "{}\n{}\n{}\n");
    assertThatThrownBy(() -> files.check(Map.of("results", 3L)))
        .hasMessageContaining("not all of them");
    Files.writeString(results.resolve("part-00001-of-00002.jsonl"), "");
    files.check(Map.of("results", 3L));
  }

  /** It would be taken for this run's; and a checkpoint contains passwords. */
  @Test
  void leftoversOfAKilledStreamAreDeletedWhenABatchSucceeds() throws Exception {
    for (String left : List.of("_counts", "_trace", "_unfinished", "_checkpoint")) {
      Files.writeString(Files.createDirectory(output.resolve(left)).resolve("part-1.jsonl"), "{}");
    }
    Files.writeString(output.resolve("_progress.jsonl"), "{}");

    directory()
        .publish(
            SINKS,
            new Manifest(
                "p",
                "DirectRunner",
                "batch",
                "Arrival_Time",
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                RecordCounts.EMPTY,
                "malformed",
                Map.of(),
                Map.of(),
                List.of()));

    try (Stream<Path> left = Files.list(output)) {
      assertThat(left).containsExactly(output.resolve("_manifest.json"));
    }
  }

  @Test
  void aRunWithoutRecordCountsHasFailed() throws Exception {
    Directory ofRun = directory().directory();

    assertThat(
            catchThrowableOfType(FailureException.class, () -> RunCounts.ofBatch(ofRun)).exitCode())
        .isEqualTo(ExitCode.PIPELINE_FAILED);
    assertThat(
            catchThrowableOfType(FailureException.class, () -> RunCounts.ofStream(ofRun, 5))
                .exitCode())
        .isEqualTo(ExitCode.PIPELINE_FAILED);
    assertThat(RunCounts.ofStream(ofRun, 0).counts().counts()).isEmpty();
  }

  private OutputDirectory directory() {
    return new OutputDirectory(new PathOrUri(output.toString()), new LocalDirectories());
  }
}
