package dev.tidemark.sink;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.row.Emitted;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Writes the rows of a bundle, which are keyed by sink: a file for each sink. A file is written
 * under another name and then renamed, so that readers of the directory see whole files only. On
 * Spark, a bundle that runs again gives its files the same names.
 */
final class WriteFilesFn extends DoFn<KV<String, Emitted<String>>, Void> {
  private final String directory;
  private final TaskIdentity tasks;
  private transient Map<String, StringBuilder> lines;
  private transient RecordCounts written;
  private transient long firstEmission;

  WriteFilesFn(String directory, TaskIdentity tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  @StartBundle
  public void startBundle() {
    lines = new TreeMap<>();
    written = RecordCounts.EMPTY;
    firstEmission = Long.MAX_VALUE;
  }

  @ProcessElement
  public void add(@Element KV<String, Emitted<String>> row) {
    firstEmission = Math.min(firstEmission, row.getValue().at());
    lines
        .computeIfAbsent(row.getKey(), absent -> new StringBuilder())
        .append(row.getValue().value())
        .append('\n');
    if (!row.getKey().startsWith("_")) {
      written = written.plus(RecordCounts.of(row.getKey(), Outcome.WRITTEN, 1));
    }
  }

  @FinishBundle
  public void finishBundle() throws IOException {
    if (!written.counts().isEmpty()) {
      lines
          .computeIfAbsent(Sinks.RECORD_COUNTS, absent -> new StringBuilder())
          .append(SideOutputRows.of(written))
          .append('\n');
    }
    for (Map.Entry<RecordCounts.Entry, Long> sink : written.counts().entrySet()) {
      Metrics.counter(Sinks.ROWS_WRITTEN, sink.getKey().step()).inc(sink.getValue());
    }
    String name = BundleName.of(tasks, firstEmission);
    for (Map.Entry<String, StringBuilder> sink : lines.entrySet()) {
      write(sink.getKey(), name, sink.getValue().toString());
    }
  }

  private void write(String sink, String bundle, String text) throws IOException {
    ResourceId unfinished = resource(Sinks.UNFINISHED + "/" + sink + "-" + bundle + ".jsonl");
    ResourceId finished = resource(sink + "/part-" + bundle + ".jsonl");
    try (WritableByteChannel channel = FileSystems.create(unfinished, MimeTypes.TEXT)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    try {
      // Without options: with them, Beam would match the names as globs.
      FileSystems.rename(List.of(unfinished), List.of(finished));
    } catch (FileNotFoundException | NoSuchFileException e) {
      // Another attempt at the same bundle may have renamed it: then the file is there.
      FileSystems.open(finished).close();
    }
  }

  private ResourceId resource(String name) {
    return FileSystems.matchNewResource(directory + "/" + name, false);
  }
}
