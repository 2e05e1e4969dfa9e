package dev.tidemark.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.exit.FailureException;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.cluster.Hdfs;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The lock of an output directory that runs on several hosts share. */
@ExtendWith(SharedServices.class)
class DirectoryLockInHdfsIT {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int RUNS = 4;

  private static Hdfs hdfs;

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private LockFiles files;

  @BeforeAll
  static void share(Hdfs shared) {
    hdfs = shared;
  }

  @BeforeEach
  void open() throws Exception {
    files = new HadoopDirectories(new Configuration()).lockFiles(hdfs.uri(folder));
  }

  @Test
  void theLockBelongsToOneRunUntilItEnds() throws Exception {
    List<DirectoryLock> locks = acquiredTogether();

    assertThat(locks).hasSize(1);
    locks.get(0).check();
    assertThatThrownBy(this::acquire)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("is in use by another run (process ");
    locks.get(0).close();
    assertThat(files.names("")).isEmpty();
  }

  @Test
  void aLockOfAnotherHostThatIsNotRenewedIsTakenOverByOneRun() throws Exception {
    LockHolder other =
        new LockHolder("a", "theirs", "elsewhere", "another", 1, Optional.empty(), Instant.EPOCH);
    Path file = folder.resolve("_running");
    hdfs.put(List.of(Files.writeString(file, other.toJson(Instant.EPOCH))));

    List<DirectoryLock> locks = acquiredTogether();

    assertThat(locks).hasSize(1);
    locks.get(0).check();
    assertThat(files.names("")).containsExactly("_running-2");
    assertThat(said.toString(UTF_8)).contains("was not renewed for 2 s");
  }

  private List<DirectoryLock> acquiredTogether() throws Exception {
    Callable<Optional<DirectoryLock>> run =
        () -> {
          try {
            return Optional.of(acquire());
          } catch (FailureException e) {
            return Optional.empty();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(RUNS);
    try {
      List<DirectoryLock> acquired = new ArrayList<>();
      List<Callable<Optional<DirectoryLock>>> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        runs.add(run);
      }
      for (Future<Optional<DirectoryLock>> one : threads.invokeAll(runs)) {
        one.get().ifPresent(acquired::add);
      }
      return acquired;
    } finally {
      threads.shutdown();
    }
  }

  private DirectoryLock acquire() throws Exception {
    return DirectoryLock.acquire(
        "output", "out", files, "one", SOON, new PrintStream(said, true, UTF_8));
  }
}
