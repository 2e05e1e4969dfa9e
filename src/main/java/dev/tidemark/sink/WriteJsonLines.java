package dev.tidemark.sink;

import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Writes rows, which are JSON already, as lines of {@code part-*.jsonl} files in a directory. */
public final class WriteJsonLines extends PTransform<PCollection<String>, PDone> {
  private final String directory;
  private final int shards;

  private WriteJsonLines(String directory, int shards) {
    this.directory = directory;
    this.shards = shards;
  }

  /**
   * Writes into a directory.
   *
   * @param shards number of files; 0 lets the runner write as many as it has bundles
   */
  public static WriteJsonLines to(String directory, int shards) {
    return new WriteJsonLines(directory, shards);
  }

  @Override
  public PDone expand(PCollection<String> rows) {
    return rows.apply(
        TextIO.write().to(directory + "/part").withSuffix(".jsonl").withNumShards(shards));
  }
}
