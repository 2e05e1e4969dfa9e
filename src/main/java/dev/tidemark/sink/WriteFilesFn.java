package dev.tidemark.sink;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
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

/**
 * Writes the rows of a bundle, a file for each sink. A file is written under another name and then
 * renamed, so that whoever reads the directory meets whole files only. A bundle that is run again
 * gives its files the same names.
 */
final class WriteFilesFn extends DoFn<SinkRow, Void> {
  private final String directory;
  private final TaskIdentity tasks;
  private transient Map<String, StringBuilder> lines;
  private transient RecordCounts written;
  private transient String name;

  WriteFilesFn(String directory, TaskIdentity tasks) {
    this.directory = directory;
    this.tasks = tasks;
  }

  @StartBundle
  public void startBundle() {
    lines = new TreeMap<>();
    written = RecordCounts.EMPTY;
    name = BundleName.ofThis(tasks);
  }

  @ProcessElement
  public void add(@Element SinkRow row) {
    lines.computeIfAbsent(row.sink(), fresh -> new StringBuilder()).append(row.row()).append('\n');
    if (!row.sink().startsWith("_")) {
      written = written.plus(RecordCounts.of(row.sink(), Outcome.WRITTEN, 1));
    }
  }

  @FinishBundle
  public void finishBundle() throws IOException {
    if (!written.counts().isEmpty()) {
      lines
          .computeIfAbsent(Sinks.BOOKS, fresh -> new StringBuilder())
          .append(RecordCountsRows.of(written))
          .append('\n');
    }
    for (Map.Entry<RecordCounts.Entry, Long> sink : written.counts().entrySet()) {
      Metrics.counter(WriteStream.ROWS, sink.getKey().step()).inc(sink.getValue());
    }
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
      // With options Beam would take the names for globs.
      FileSystems.rename(List.of(unfinished), List.of(finished));
    } catch (FileNotFoundException | NoSuchFileException e) {
      // The same bundle, run twice at once, may have done so: then the file is there.
      FileSystems.open(finished).close();
    }
  }

  private ResourceId resource(String name) {
    return FileSystems.matchNewResource(directory + "/" + name, false);
  }
}
