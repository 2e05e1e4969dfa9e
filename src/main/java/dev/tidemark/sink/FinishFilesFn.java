package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.RecordCounts;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.util.MimeTypes;
import org.apache.beam.sdk.values.KV;

/**
 * Makes the parts of all sinks of the files that the bundles have written, and a row of all record
 * counts. May run again, whether or not the bundles have: a part's name says how many parts its
 * sink has, so parts of both attempts beside each other are too many.
 */
final class FinishFilesFn extends DoFn<KV<Void, Iterable<KV<String, String>>>, Void> {
  private static final int BUFFER_BYTES = 1 << 16;

  private final String directory;
  private final Map<String, Integer> shardsBySink;

  /**
   * Finishes the files below a directory.
   *
   * @param shardsBySink how many parts each sink has; 0 for one part for each file
   */
  FinishFilesFn(String directory, Map<String, Integer> shardsBySink) {
    this.directory = directory;
    this.shardsBySink = new TreeMap<>(shardsBySink);
  }

  @ProcessElement
  public void finish(@Element KV<Void, Iterable<KV<String, String>>> bundles) throws IOException {
    RecordCounts counts = RecordCounts.EMPTY;
    Map<String, List<String>> files = new TreeMap<>();
    for (KV<String, String> bundle : bundles.getValue()) {
      if (bundle.getKey().equals(Sinks.RECORD_COUNTS)) {
        counts = counts.plus(SideOutputRows.parseCounts(bundle.getValue()));
      } else {
        files.computeIfAbsent(bundle.getKey(), absent -> new ArrayList<>()).add(bundle.getValue());
      }
    }
    for (Map.Entry<String, Integer> sink : shardsBySink.entrySet()) {
      List<String> ofSink = files.getOrDefault(sink.getKey(), List.of());
      if (sink.getValue() == 0 && !ofSink.isEmpty()) {
        rename(sink.getKey(), ofSink);
      } else {
        merge(sink.getKey(), ofSink, Math.max(1, sink.getValue()));
      }
    }
    try (OutputStream out = create(part(Sinks.RECORD_COUNTS, 0, 1))) {
      out.write(SideOutputRows.of(counts).getBytes(UTF_8));
      out.write('\n');
    }
  }

  private void rename(String sink, List<String> files) throws IOException {
    for (String file : files) {
      String id = file.substring(sink.length() + 1, file.lastIndexOf('.'));
      ResourceId part =
          resource(sink, String.format(Locale.ROOT, "part-%s-of-%05d.jsonl", id, files.size()));
      try {
        // Without options: with them, Beam would match the names as globs.
        FileSystems.rename(List.of(resource(Sinks.UNFINISHED, file)), List.of(part));
      } catch (FileNotFoundException | NoSuchFileException e) {
        // An attempt before this one may have renamed it: then the part is there.
        FileSystems.open(part).close();
      }
    }
  }

  /** Deals the lines of the files out to the parts. */
  private void merge(String sink, List<String> files, int shards) throws IOException {
    List<OutputStream> parts = new ArrayList<>();
    try {
      for (int shard = 0; shard < shards; shard++) {
        parts.add(create(part(sink, shard, shards)));
      }
      int next = 0;
      for (String file : files) {
        next = deal(file, parts, next);
      }
      for (OutputStream part : parts) {
        part.flush();
      }
    } finally {
      for (OutputStream part : parts) {
        part.close();
      }
    }
  }

  private int deal(String file, List<OutputStream> parts, int first) throws IOException {
    int next = first;
    try (InputStream lines =
        new BufferedInputStream(
            Channels.newInputStream(FileSystems.open(resource(Sinks.UNFINISHED, file))),
            BUFFER_BYTES)) {
      if (parts.size() == 1) {
        lines.transferTo(parts.get(0));
        return first;
      }
      for (int one = lines.read(); one >= 0; one = lines.read()) {
        parts.get(next).write(one);
        if (one == '\n') {
          next = (next + 1) % parts.size();
        }
      }
    }
    return next;
  }

  private ResourceId part(String sink, int number, int of) {
    return resource(sink, String.format(Locale.ROOT, "part-%05d-of-%05d.jsonl", number, of));
  }

  private ResourceId resource(String in, String name) {
    return FileSystems.matchNewResource(directory + "/" + in + "/" + name, false);
  }

  private static OutputStream create(ResourceId file) throws IOException {
    return new BufferedOutputStream(
        Channels.newOutputStream(FileSystems.create(file, MimeTypes.TEXT)), BUFFER_BYTES);
  }
}
