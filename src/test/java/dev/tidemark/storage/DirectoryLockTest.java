package dev.tidemark.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryLockTest {
  private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration SOON = Duration.ofMillis(300);

  @TempDir private Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void theSecondRunIsToldWhoHoldsTheLock() throws Exception {
    DirectoryLock first = acquire();

    assertThatThrownBy(this::acquire)
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(
            "output out is in use by another run (process " + ProcessHandle.current().pid() + " on")
        .hasMessageContaining(", pipeline mine, since 20");
    first.close();
    acquire().close();
    assertThat(names()).isEmpty();
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @Test
  void aLockOfADeadProcessIsTakenOver() throws Exception {
    LockHolder self = LockHolder.ofThisProcess("theirs");
    leave("_running", self.host(), self.system(), deadPid(), self.processStarted());

    DirectoryLock lock = acquire();

    assertThat(names()).containsExactly("_running-2");
    assertThat(said.toString(UTF_8))
        .startsWith("tidemark: out/_running was left by a run that has died (process ")
        .contains(", pipeline theirs, since 2026-01-02T03:04:05Z)");
    lock.check();
    assertThatThrownBy(this::acquire)
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("mine");
    lock.close();
    assertThat(names()).isEmpty();
  }

  @Test
  void aProcessWithTheSamePidButAnotherStartTimeIsNotTheHolder() throws Exception {
    LockHolder self = LockHolder.ofThisProcess("theirs");
    leave(
        "_running",
        self.host(),
        self.system(),
        self.pid(),
        self.processStarted().map(start -> start.minusSeconds(60)));

    acquire().close();

    assertThat(names()).isEmpty();
  }

  @Test
  void aLockOfAnotherHostIsStaleWhenItIsNotRenewed() throws Exception {
    leave("_running", "elsewhere", "another", 1, Optional.empty());

    acquire().close();

    assertThat(names()).isEmpty();
    assertThat(said.toString(UTF_8))
        .contains("_running belongs to another host (process 1 on elsewhere")
        .contains("was not renewed for");
  }

  @Test
  void aLockOfAnotherHostThatIsRenewedIsRespected() throws Exception {
    LockHolder other = leave("_running", "elsewhere", "another", 1, Optional.empty());
    LocalLockFiles files = new LocalLockFiles(folder);
    Thread renewal =
        new Thread(
            () -> {
              try {
                for (long second = 1; !Thread.interrupted(); second++) {
                  files.rewrite("_running", other.toJson(SINCE.plusSeconds(second)));
                }
              } catch (IOException e) {
                // Interrupted while writing: the test is over.
              }
            });
    renewal.start();

    assertThatThrownBy(
            () -> DirectoryLock.acquire("output", "out", files, "mine", Duration.ofDays(1), log()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("in use by another run (process 1 on elsewhere, pipeline theirs");
    renewal.interrupt();
    renewal.join();
    assertThat(names()).containsExactly("_running");
  }

  @Test
  void aLockThatIsNeverWrittenInFullIsStale() throws Exception {
    Files.writeString(folder.resolve("_running"), "{\"pipeline\":");

    acquire().close();

    assertThat(names()).isEmpty();
  }

  @Test
  void theHolderIsToldWhenItsLockIsRemovedOrTakenOver() throws Exception {
    DirectoryLock removed = acquire();
    Files.delete(folder.resolve("_running"));
    assertThatThrownBy(removed::check)
        .isInstanceOf(FailureException.class)
        .hasMessage(
            "output out no longer belongs to this run: its lock _running was removed or taken over");

    DirectoryLock succeeded = acquire();
    leave("_running-2", "elsewhere", "another", 1, Optional.empty());
    assertThatThrownBy(succeeded::check).isInstanceOf(FailureException.class);
    succeeded.close();
    removed.close();
    assertThat(names()).containsExactly("_running-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"_running", "_running-2"})
  void aSymbolicLinkIsRefused(String name) throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "theirs");
    Path link = Files.createSymbolicLink(folder.resolve(name), other);

    assertThatThrownBy(this::acquire)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(link + " is a symbolic link, and what it leads to is not this");
    assertThat(other).hasContent("theirs");
    assertThat(said.toString(UTF_8)).isEmpty();
  }

  @RepeatedTest(20)
  void onlyOneOfManyConcurrentRunsGetsTheLock() throws Exception {
    assertThat(acquiredTogether(folder.resolve("new"))).hasSize(1);
  }

  @RepeatedTest(20)
  void onlyOneOfManyRunsTakesOverAStaleLock() throws Exception {
    LockHolder self = LockHolder.ofThisProcess("theirs");
    leave("_running", self.host(), self.system(), deadPid(), self.processStarted());
    leave("_running-2", self.host(), self.system(), deadPid(), self.processStarted());

    List<DirectoryLock> locks = acquiredTogether(folder);

    assertThat(locks).hasSize(1);
    locks.get(0).check();
    assertThat(names()).containsExactly("_running-3");
  }

  private List<DirectoryLock> acquiredTogether(Path directory) throws Exception {
    int runs = 6;
    CyclicBarrier start = new CyclicBarrier(runs);
    Callable<Optional<DirectoryLock>> run =
        () -> {
          start.await();
          try {
            return Optional.of(
                DirectoryLock.acquire(
                    "output", "out", new LocalLockFiles(directory), "one", SOON, log()));
          } catch (FailureException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
            return Optional.empty();
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(runs);
    try {
      List<Future<Optional<DirectoryLock>>> started = new ArrayList<>();
      for (int i = 0; i < runs; i++) {
        started.add(threads.submit(run));
      }
      List<DirectoryLock> acquired = new ArrayList<>();
      for (Future<Optional<DirectoryLock>> one : started) {
        one.get().ifPresent(acquired::add);
      }
      return acquired;
    } finally {
      threads.shutdown();
    }
  }

  private DirectoryLock acquire() throws FailureException, IOException {
    return DirectoryLock.acquire("output", "out", new LocalLockFiles(folder), "mine", SOON, log());
  }

  private LockHolder leave(
      String name, String host, String system, long pid, Optional<Instant> processStarted)
      throws IOException {
    LockHolder holder =
        new LockHolder("run-of-" + name, "theirs", host, system, pid, processStarted, SINCE);
    Files.writeString(folder.resolve(name), holder.toJson(SINCE));
    return holder;
  }

  private static long deadPid() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-Xshare:nothing")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    return process.pid();
  }

  private PrintStream log() {
    return new PrintStream(said, true, UTF_8);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
