package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.testing.cluster.JavaProcess;
import dev.tidemark.testing.cluster.SparkCluster;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster leaves nothing running, so that a failed test does not affect another. */
class SparkClusterIT {
  @TempDir private Path directory;

  @Test
  void allProcessesEndAndThePortIsFree() throws Exception {
    List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
    SparkCluster cluster = SparkCluster.start(directory, 1);
    URI master = URI.create(cluster.master());
    // Waits forever, since no core is free.
    JavaProcess driver =
        cluster.submit(
            List.of("--executor-memory", "100g"),
            List.of(
                "--pipeline=pipelines/tumbling-counts.yaml",
                "--sharedFileSystem",
                "--output=" + directory.resolve("out")));
    driver.awaitLine(Pattern.compile("tidemark: tumbling-counts on SparkRunner"));
    List<ProcessHandle> processes =
        ProcessHandle.current().descendants().filter(one -> !others.contains(one)).toList();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(3);

    cluster.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), master.getPort()).close())
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aProgramThatEndsBeforeItIsReadyReportsItsOutput() throws Exception {
    JavaProcess.Program wrong =
        new JavaProcess.Program(
            "wrong", directory, Map.of(), List.of(), "no.such.Program", List.of());
    try (JavaProcess process = wrong.start()) {
      assertThatThrownBy(() -> process.awaitLine(Pattern.compile("ready")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no.such.Program");
    }
  }
}
