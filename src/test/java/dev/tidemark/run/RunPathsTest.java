package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunPathsTest {
  private static final Optional<String> CLUSTER = Optional.of("spark://host:7077");

  @Test
  void aClusterSeesRemotePathsAlone() {
    RunPaths paths = RunPaths.of(List.of("hdfs://nn/a", "in/*.json", "file:///b"), "/c");

    Failure failure = catchThrowableOfType(Failure.class, () -> paths.checkSeenBy(CLUSTER));

    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.lines()).hasSize(3);
    assertThat(failure.lines().get(0))
        .startsWith("input in/*.json is on this machine's disk")
        .contains("spark://host:7077")
        .contains("--sharedFileSystem");
    assertThat(failure.lines().get(1)).startsWith("input file:///b ");
    assertThat(failure.lines().get(2)).startsWith("output /c ");
  }

  @Test
  void remotePathsAreFineOnACluster() {
    RunPaths paths = RunPaths.of(List.of("hdfs://nn/a", "s3a://bucket/*"), "HDFS:/c");

    assertThatCode(() -> paths.checkSeenBy(CLUSTER)).doesNotThrowAnyException();
  }

  @Test
  void localPathsAreFineWithoutACluster() {
    RunPaths paths = RunPaths.of(List.of("in/*.json"), "out");

    assertThatCode(() -> paths.checkSeenBy(Optional.empty())).doesNotThrowAnyException();
  }
}
