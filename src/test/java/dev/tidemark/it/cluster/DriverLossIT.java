package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.LoadedCluster;
import dev.tidemark.testing.cluster.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A checkpointed replay whose driver is killed, and that is submitted again. */
@Tag("long")
@Tag("faults")
class DriverLossIT {
  private static final int LATEST_KILL_MS = 8_000;

  @TempDir private static Path shared;
  @AutoClose private static LoadedCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    cluster = LoadedCluster.start(shared);
  }

  @RepeatedTest(5)
  void resumesWithTheSameRows(RepetitionInfo repetition) throws Exception {
    Path output = folder.resolve("out");
    Random random = new Random(repetition.getCurrentRepetition());
    try (JavaProcess submission = submit(output)) {
      awaitCheckpoint(submission);
      // The moment is arbitrary: any must do.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LATEST_KILL_MS)));
      assertThat(submission.isAlive()).as(submission.output()).isTrue();
      submission.kill();
    }

    try (JavaProcess submission = submit(output)) {
      int code = submission.awaitEnd();
      assertThat(code).as(submission.output()).isZero();
      assertThat(submission.output()).contains("tidemark: resuming from");
    }
    cluster.assertUndisturbed(Engine.SPARK_REPLAY, output, folder.resolve("copy"));
  }

  private JavaProcess submit(Path output) throws IOException {
    return cluster.submit(
        output,
        "--mode=replay",
        "--checkpoint=" + cluster.cluster().hdfs().uri(folder.resolve("checkpoint")));
  }

  /** Waits until Spark has checkpointed the stream's position. */
  private void awaitCheckpoint(JavaProcess submission) throws IOException {
    Path graphs = folder.resolve("checkpoint/spark-checkpoint");
    while (cluster.cluster().hdfs().listing(graphs).stream()
        .noneMatch(file -> file.matches(".*/checkpoint-[0-9]+"))) {
      assertThat(submission.isAlive()).as(submission.output()).isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }
}
