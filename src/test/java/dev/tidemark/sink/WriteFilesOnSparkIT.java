package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.row.Emitted;
import dev.tidemark.runner.spark.SparkAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.KV;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles as in Spark's streams: one per partition of a micro-batch, which may run again. */
class WriteFilesOnSparkIT {
  @Test
  void aPartitionThatIsRunAgainReplacesItsFileAndNoOther(@TempDir Path folder) throws IOException {
    SparkConf settings =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("files")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(settings)) {
      write(spark, 1_700_000_000_500L, folder, List.of("a", "b"));
      write(spark, 1_700_000_001_000L, folder, List.of("c", "d"));
      write(spark, 1_700_000_001_000L, folder, List.of("c again", "d again"));
    }
    assertThat(files(folder.resolve("counts")))
        .isEqualTo(
            Map.of(
                "part-1700000000500-0.jsonl", "a\n",
                "part-1700000000500-1.jsonl", "b\n",
                "part-1700000001000-0.jsonl", "c again\n",
                "part-1700000001000-1.jsonl", "d again\n"));
    assertThat(folder.resolve(Sinks.UNFINISHED)).isEmptyDirectory();
  }

  /** A micro-batch with one row in each of two partitions. */
  private static void write(JavaSparkContext spark, long batch, Path folder, List<String> rows) {
    spark.setLocalProperty("spark.streaming.internal.batchTime", Long.toString(batch));
    spark.parallelize(rows, 2).foreachPartition(new WritePartition(folder.toString()));
  }

  private record WritePartition(String folder) implements VoidFunction<Iterator<String>> {
    @Override
    public void call(Iterator<String> rows) throws IOException {
      WriteFilesFn write = new WriteFilesFn(folder, new SparkAdapter().tasks(), Map.of());
      write.startBundle();
      while (rows.hasNext()) {
        write.add(KV.of("counts", Emitted.now(rows.next().getBytes(UTF_8))));
      }
      write.finishBundle();
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }
}
