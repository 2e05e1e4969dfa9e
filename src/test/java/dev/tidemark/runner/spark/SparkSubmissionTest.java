package dev.tidemark.runner.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.exit.FailureException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkSubmissionTest {
  private static final SparkSubmission NONE = SparkSubmission.to(Optional.empty());
  private static final SparkSubmission YARN = SparkSubmission.to(Optional.of("yarn"));
  private static final SparkSubmission LOCAL = SparkSubmission.to(Optional.of("local[2]"));

  @Test
  void givenOptionsFollowTheRunnerAndOverrideIt() throws Exception {
    assertThat(YARN.complete(List.of("--runner=TestSparkRunner", "--storageLevel=DISK_ONLY")))
        .containsExactly(
            "--runner=SparkRunner", "--runner=TestSparkRunner", "--storageLevel=DISK_ONLY");
  }

  @Test
  void withoutSparkSubmitNothingIsAdded() throws Exception {
    assertThat(NONE.complete(List.of("--runner=DirectRunner")))
        .containsExactly("--runner=DirectRunner");
  }

  @Test
  void aSecondMasterIsRefused() {
    assertThatThrownBy(() -> YARN.complete(List.of("--sparkMaster=local[2]")))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("the master is the one of spark-submit, yarn;");
  }

  @Test
  void aClusterIsAnyMasterButALocalOne() {
    assertThat(YARN.cluster(List.of())).contains("yarn");
    assertThat(LOCAL.cluster(List.of())).isEmpty();
    assertThat(NONE.cluster(List.of())).isEmpty();
    assertThat(NONE.cluster(List.of("--sparkMaster=local[2]"))).isEmpty();
    assertThat(NONE.cluster(List.of("--sparkMaster=spark://a:1", "--sparkMaster=spark://b:1")))
        .contains("spark://b:1");
  }
}
