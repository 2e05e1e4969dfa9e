package dev.tidemark.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.exit.ExitCode;
import dev.tidemark.exit.FailureException;
import dev.tidemark.storage.PathOrUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunPathsTest {
  private static final Optional<String> CLUSTER = Optional.of("spark://host:7077");

  @Test
  void aClusterSeesOnlyRemotePaths() throws FailureException {
    RunPaths paths =
        RunPaths.of(List.of("hdfs://nn/a", "in/*.json", "file:///b"), "/c", Optional.of("ck"));

    FailureException failure =
        catchThrowableOfType(FailureException.class, () -> paths.checkSeenBy(CLUSTER));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.lines()).hasSize(4);
    assertThat(failure.lines().get(0))
        .startsWith("input in/*.json is on this machine's disk")
        .contains("spark://host:7077")
        .contains("--sharedFileSystem");
    assertThat(failure.lines().get(1)).startsWith("input /b ");
    assertThat(failure.lines().get(2)).startsWith("output /c ");
    assertThat(failure.lines().get(3)).startsWith("checkpoint ck ");
  }

  @Test
  void remotePathsAreFineOnACluster() throws FailureException {
    RunPaths paths =
        RunPaths.of(List.of("hdfs://nn/a", "s3a://bucket/*"), "HDFS:/c", Optional.of("hdfs:/ck"));

    assertThatCode(() -> paths.checkSeenBy(CLUSTER)).doesNotThrowAnyException();
  }

  @Test
  void localPathsAreFineWithoutACluster() throws FailureException {
    RunPaths paths = RunPaths.of(List.of("in/*.json"), "out", Optional.empty());

    assertThatCode(() -> paths.checkSeenBy(Optional.empty())).doesNotThrowAnyException();
  }

  @Test
  void aLocalPathIsTheSameForAllHostsWhenItIsAbsolute() {
    String here = Path.of("").toAbsolutePath().toString();
    assertThat(new PathOrUri("in/*.json").absolute()).hasToString(here + "/in/*.json");
    assertThat(new PathOrUri("/in/*.json").absolute()).hasToString("/in/*.json");
    assertThat(new PathOrUri("hdfs://nn/in").absolute()).hasToString("hdfs://nn/in");
  }
}
