package dev.tidemark.testing.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** A Spark cluster and an HDFS beside it. */
public record TestCluster(SparkCluster spark, Hdfs hdfs) implements AutoCloseable {

  /** Starts both; their files go below the directory. */
  public static TestCluster start(Path directory, int workers)
      throws IOException, InterruptedException {
    Hdfs hdfs = Hdfs.start(directory.resolve("hdfs"));
    try {
      return new TestCluster(SparkCluster.start(directory, workers), hdfs);
    } catch (IOException | InterruptedException | RuntimeException e) {
      hdfs.close();
      throw e;
    }
  }

  @Override
  public void close() {
    spark.close();
    hdfs.close();
  }
}
