package dev.tidemark.runner.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidemark.exit.FailureException;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkCheckpointTest {
  private static final String VERSION = "1.0.0";

  @TempDir private Path folder;
  private SparkCheckpoint checkpoint;

  @BeforeEach
  void create() {
    checkpoint =
        new SparkCheckpoint(
            Directory.named(new PathOrUri(folder.toString()), new LocalDirectories()), VERSION);
  }

  @Test
  void thereIsNothingToResumeAtFirst() throws Exception {
    assertThat(checkpoint.isOf("this")).isFalse();
    assertThat(checkpoint.resume()).isEmpty();
    checkpoint.begin("this", "mine", System.err);
    assertThat(checkpoint.isOf("this")).isTrue();
    assertThat(checkpoint.resume()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "checkpoint-9000, checkpoint-10000, 10000",
    "checkpoint-9000.bk, checkpoint-9000, 9000",
    // Killed between two renames: the newest is the one renamed to its backup name.
    "checkpoint-9000, checkpoint-10000.bk, 10000",
    // What a process resumed from is older than all that it has written.
    "checkpoint-0.10000, checkpoint-9000, 9000",
    "temp, checkpoint-0.9000, 9000"
  })
  void sparkResumesFromTheNewestFileOnly(String older, String newest, long batch) throws Exception {
    checkpoint.begin("this", "mine", System.err);
    Path graphs = Files.createDirectory(folder.resolve("spark-checkpoint"));
    Files.writeString(graphs.resolve(older), "older");
    Files.writeString(graphs.resolve(newest), "newest");
    assertThat(checkpoint.resume()).hasValue(batch);
    assertThat(graphs.resolve("checkpoint-0." + batch)).hasContent("newest");
    try (Stream<Path> left = Files.list(graphs)) {
      assertThat(left.filter(file -> file.getFileName().toString().startsWith("checkpoint-")))
          .hasSize(1);
    }
    assertThat(checkpoint.resume()).hasValue(batch);
  }

  @Test
  void filesOfAnotherRunAreRefused() throws Exception {
    checkpoint.begin("another", "mine", System.err);
    assertThatThrownBy(() -> checkpoint.isOf("this"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is that of another run");
  }

  @ParameterizedTest
  @CsvSource({
    "'Tidemark 0.0.1, state format 9\nthis', 'Tidemark 0.0.1, state format 9'",
    "'Tidemark %s, state format 1\nthis', 'Tidemark %s, state format 1'",
    "this, an earlier Tidemark"
  })
  void aCheckpointOfAnotherVersionIsRefusedByName(String owner, String writer) throws Exception {
    checkpoint.begin("this", "mine", System.err);
    Files.writeString(folder.resolve("_tidemark"), owner.formatted(VERSION));
    assertThatThrownBy(() -> checkpoint.isOf("this"))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(
            "--checkpoint %s was written by %s, and this is Tidemark %s, state format 11, which cannot"
                .formatted(folder, writer.formatted(VERSION), VERSION));
  }

  @Test
  void onlyItsOwnerCanReadACheckpoint() throws Exception {
    checkpoint.begin("this", "mine", System.err);
    assertThat(permissions()).isEqualTo("rwx------");
    allow("rwxr-xr-x");
    assertThat(checkpoint.isOf("this")).isTrue();
    assertThat(permissions()).isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx", "rwx-w----"})
  void aCheckpointThatOthersCanWriteIsNotResumed(String permissions) throws Exception {
    checkpoint.begin("this", "mine", System.err);
    allow(permissions);
    assertThatThrownBy(() -> checkpoint.isOf("this"))
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "cannot use checkpoint: others can write into %1$s (%2$s);"
                    .formatted(folder, permissions)
                + " if you trust what it holds: chmod 700 "
                + folder);
    assertThat(permissions()).isEqualTo(permissions);
  }

  @Test
  void aDirectoryOfAnotherUserIsRefused() throws Exception {
    UserPrincipal other =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    try {
      Files.setOwner(folder, other);
    } catch (IOException e) {
      assumeTrue(false, "only root gives a directory away: " + e);
    }
    assertThatThrownBy(() -> checkpoint.isOf("this"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(folder + " belongs to nobody, not to ");
  }

  /** Spark would fail on it, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {"checkpoint-99999999999999999999", "checkpoint-0.99999999999999999999.bk"})
  void aNumberThatIsNotATimeIsRefusedByName(String name) throws Exception {
    checkpoint.begin("this", "mine", System.err);
    Path graphs = Files.createDirectory(folder.resolve("spark-checkpoint"));
    Files.createFile(graphs.resolve("checkpoint-9000"));
    Files.createFile(graphs.resolve(name));
    assertThatThrownBy(() -> checkpoint.resume())
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "cannot use checkpoint: "
                + graphs.resolve(name)
                + " is not a file of Spark's; remove it");
  }

  @Test
  void leftoversOfAnEarlierStreamAreDeletedWhenAStreamBegins()
      throws IOException, FailureException {
    Path graphs = Files.createDirectory(folder.resolve("spark-checkpoint"));
    Files.createFile(graphs.resolve("checkpoint-9000"));
    checkpoint.begin("this", "mine", System.err);
    assertThat(checkpoint.resume()).isEmpty();
    checkpoint.end();
    assertThat(folder).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"theirs.json", "theirs/of-years.json"})
  void filesOfOthersAreNotTouched(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "of years");
    assertThatThrownBy(() -> checkpoint.begin("this", "mine", System.err))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("holds files that are not a stream's");
    assertThat(file).hasContent("of years");
  }

  /** They have different outputs, so only the checkpoint can keep them apart. */
  @RepeatedTest(20)
  void onlyOneOfTwoConcurrentCommandsGetsTheCheckpoint() throws Exception {
    Files.delete(folder);
    CyclicBarrier together = new CyclicBarrier(2);
    List<Callable<String>> runs = new ArrayList<>();
    for (String description : List.of("this", "another")) {
      runs.add(
          () -> {
            assertThat(checkpoint.isOf(description)).isFalse();
            together.await();
            try {
              checkpoint.begin(description, description, System.err);
              return description;
            } catch (FailureException e) {
              return "refused";
            }
          });
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<String> ends = new ArrayList<>();
      for (Future<String> run : threads.invokeAll(runs)) {
        ends.add(run.get());
      }
      assertThat(ends).containsOnlyOnce("refused");
      ends.remove("refused");
      assertThat(checkpoint.isOf(ends.get(0))).isTrue();
      assertThat(permissions()).isEqualTo("rwx------");
    } finally {
      threads.shutdownNow();
    }
  }

  private void allow(String permissions) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  private String permissions() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }
}
