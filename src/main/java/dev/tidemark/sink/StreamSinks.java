package dev.tidemark.sink;

import dev.tidemark.row.Emitted;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/** Writes the rows of a stream with {@link WriteFilesFn}, as they arrive. */
final class StreamSinks extends FileSinks {
  private final String directory;
  private final TaskIdentity tasks;

  StreamSinks(String directory, TaskIdentity tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  @Override
  void write(
      PCollection<KV<String, Emitted<byte[]>>> rowsBySink,
      Map<String, SinkFiles> files,
      Set<String> results) {
    rowsBySink.apply("Write", ParDo.of(new WriteFilesFn(directory, tasks, files)));
  }
}
