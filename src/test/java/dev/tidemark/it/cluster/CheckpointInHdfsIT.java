package dev.tidemark.it.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.exit.FailureException;
import dev.tidemark.runner.StreamCheckpoint;
import dev.tidemark.runner.spark.SparkAdapter;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.DirectoryOperations;
import dev.tidemark.storage.HadoopFileSystems;
import dev.tidemark.storage.PathOrUri;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.cluster.Hdfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In HDFS, globs and missing directories behave differently than on a local disk. */
@ExtendWith(SharedServices.class)
class CheckpointInHdfsIT {
  private static Hdfs hdfs;

  @TempDir private Path folder;
  private StreamCheckpoint checkpoint;

  @BeforeAll
  static void share(Hdfs shared) {
    hdfs = shared;
  }

  @BeforeEach
  void create() throws Exception {
    PipelineOptions options = PipelineOptionsFactory.create();
    PathOrUri place = new PathOrUri(hdfs.uri(folder));
    HadoopFileSystems.register(List.of(place), options);
    checkpoint =
        new SparkAdapter()
            .checkpoint(Directory.named(place, DirectoryOperations.of(place, options)), "1.0.0");
  }

  @AfterEach
  void forget() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @Test
  void beginningDeletesLeftoversAndEndingDeletesTheDirectory() throws Exception {
    checkpoint.begin("this", "mine", System.err);
    assertThat(checkpoint.isOf("this")).isTrue();
    Path graph = folder.resolve("spark-checkpoint/checkpoint-9000");
    Files.createDirectory(graph.getParent());
    hdfs.put(List.of(Files.createFile(graph)));

    checkpoint.begin("this", "mine", System.err);
    assertThat(hdfs.exists(graph)).isFalse();
    checkpoint.end();
    assertThat(hdfs.exists(folder)).isFalse();
  }

  @Test
  void filesOfOthersAreNotTouched() throws Exception {
    Path file = folder.resolve("theirs/of-years.json");
    Files.createDirectory(file.getParent());
    hdfs.put(List.of(Files.writeString(file, "of years")));

    assertThatThrownBy(() -> checkpoint.begin("this", "mine", System.err))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("holds files that are not a stream's");
    assertThat(hdfs.exists(file)).isTrue();
  }
}
