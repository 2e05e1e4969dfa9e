package dev.tidemark.run;

import dev.tidemark.sink.Sinks;
import java.util.Comparator;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;

/**
 * A file of rows, ordered as files are written: those of Spark's streams by their micro-batches,
 * others by the clock of their file system.
 *
 * @param batch the micro-batch in its name; the latest there is for other names
 * @param lastModified ms since 1970
 */
record RowFile(String name, long batch, long lastModified) implements Comparable<RowFile> {
  private static final Comparator<RowFile> AS_WRITTEN =
      Comparator.comparingLong(RowFile::batch)
          .thenComparingLong(RowFile::lastModified)
          .thenComparing(RowFile::name);

  static RowFile of(Metadata file) {
    String name = String.valueOf(file.resourceId().getFilename());
    return new RowFile(name, Sinks.batchOf(name), file.lastModifiedMillis());
  }

  @Override
  public int compareTo(RowFile other) {
    return AS_WRITTEN.compare(this, other);
  }
}
