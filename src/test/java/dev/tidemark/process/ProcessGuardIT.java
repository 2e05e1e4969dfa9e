package dev.tidemark.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.cluster.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A process whose threads wait for one that has failed unnoticed. */
class ProcessGuardIT {
  /** Nothing follows its line on stderr: the rest of the run is of no use any more. */
  @Test
  void outOfMemoryInAWorkerEndsTheProcess() throws Exception {
    try (JavaProcess process = start("memory")) {
      assertThat(process.awaitEnd()).as(process.output()).isEqualTo(70);
      assertThat(process.output())
          .matches(
              "tidemark: out of memory: 3\\d MB of heap were not enough; give it more, such as"
                  + " MAVEN_OPTS=-Xmx4g \\(without Maven: java -Xmx4g\\)\nhook");
    }
  }

  @Test
  void anErrorInAThreadEndsTheProcess() throws Exception {
    try (JavaProcess process = start("error")) {
      assertThat(process.awaitEnd()).as(process.output()).isEqualTo(70);
      assertThat(process.output().lines())
          .containsExactly(
              "tidemark: worker failed: java.lang.StackOverflowError: deep", "progress", "hook");
    }
  }

  private static JavaProcess start(String failure) throws Exception {
    return new JavaProcess.Program(
            "guarded",
            Path.of("").toAbsolutePath(),
            Map.of(),
            List.of("-Xmx32m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")),
            GuardedProgram.class.getName(),
            List.of(failure))
        .start();
  }
}
