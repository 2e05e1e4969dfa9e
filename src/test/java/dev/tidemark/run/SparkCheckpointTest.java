package dev.tidemark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkCheckpointTest {
  @TempDir private Path folder;
  private SparkCheckpoint checkpoint;

  @BeforeEach
  void create() {
    checkpoint = new SparkCheckpoint(new Folder(folder.toString(), new LocalDirectories()));
  }

  @Test
  void thereIsNothingToGoOnWithAtFirst() throws Exception {
    assertThat(checkpoint.isOf("this")).isFalse();
    assertThat(checkpoint.lastBatch()).isEmpty();
    checkpoint.begin("this");
    assertThat(checkpoint.isOf("this")).isTrue();
    assertThat(checkpoint.lastBatch()).isEmpty();
  }

  /** Spark was killed between two renames: its newest file is the one that it had set aside. */
  @Test
  void theNewestFileIsTheLastBatch() throws Exception {
    checkpoint.begin("this");
    Path graphs = Files.createDirectory(folder.resolve("spark-checkpoint"));
    for (String name : new String[] {"checkpoint-9000", "checkpoint-10000.bk", "temp", "11000"}) {
      Files.createFile(graphs.resolve(name));
    }
    assertThat(checkpoint.lastBatch()).hasValue(10_000);
  }

  @Test
  void whatAnotherRunHasLeftIsRefused() throws Exception {
    checkpoint.begin("another");
    assertThatThrownBy(() -> checkpoint.isOf("this"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("is that of another run");
  }

  @Test
  void whatIsLeftOfAnEarlierStreamIsGoneWhenOneBegins() throws IOException, Failure {
    Path graphs = Files.createDirectory(folder.resolve("spark-checkpoint"));
    Files.createFile(graphs.resolve("checkpoint-9000"));
    checkpoint.begin("this");
    assertThat(checkpoint.lastBatch()).isEmpty();
    checkpoint.end();
    assertThat(folder).doesNotExist();
  }
}
