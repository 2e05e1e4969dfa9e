package dev.tidemark.runner.spark;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.exit.FailureException;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.io.CompressionCodec$;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint is read with limits before Spark reads it without any. */
class SparkGraphTest {

  /** Reading it as Spark does would take 2^100 steps. */
  @Test
  void hashSetsNestedAHundredLevelsDeepAreRefused() throws Exception {
    byte[] bomb = kept(bomb(100));
    assertThatThrownBy(() -> SparkGraph.check(new ByteArrayInputStream(bomb)))
        .isInstanceOf(InvalidClassException.class)
        .hasMessageContaining("REJECTED");
  }

  @Test
  void aCheckpointThatContainsThemIsRefusedByName(@TempDir Path folder) throws Exception {
    SparkCheckpoint checkpoint =
        new SparkCheckpoint(
            Directory.named(new PathOrUri(folder.toString()), new LocalDirectories()), "1.0.0");
    checkpoint.begin("this", "mine", System.err);
    Path graphs = Files.createDirectory(folder.resolve("spark-checkpoint"));
    Files.write(graphs.resolve("checkpoint-9000"), kept(bomb(100)));
    assertThatThrownBy(checkpoint::resume)
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(
            "--checkpoint " + folder + " was not written by this build of Tidemark")
        .hasMessageContaining("(spark-checkpoint/checkpoint-9000: filter status: REJECTED)")
        .hasMessageEndingWith("; remove the directory to start again");
  }

  @Test
  void siblingTablesAreNotNested() throws Exception {
    List<Object> tables = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      tables.add(new HashMap<>(Map.of(i, new ArrayList<>(List.of(new HashSet<>(Set.of(i)))))));
      tables.add(List.of(new HashSet<>(Set.of("in a list", i))));
    }
    byte[] kept = kept(tables);
    assertThatCode(() -> SparkGraph.check(new ByteArrayInputStream(kept)))
        .doesNotThrowAnyException();
  }

  /**
   * Sets that each contain both sets of the next level, so each hash computes two of that level.
   */
  private static Set<Object> bomb(int levels) {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> other = new HashSet<>();
    for (int i = 0; i < levels; i++) {
      Set<Object> nextOne = new HashSet<>();
      Set<Object> nextOther = new HashSet<>();
      nextOne.add("makes it another one");
      one.add(nextOne);
      one.add(nextOther);
      other.add(nextOne);
      other.add(nextOther);
      one = nextOne;
      other = nextOther;
    }
    return root;
  }

  /** As Spark writes it. */
  private static byte[] kept(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream compressed =
        CompressionCodec$.MODULE$.createCodec(new SparkConf()).compressedOutputStream(bytes);
    try (ObjectOutputStream objects = new ObjectOutputStream(compressed)) {
      objects.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
