package dev.tidemark.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.model.RecordCounts;
import dev.tidemark.sink.file.RecordFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * Makes the parts of all sinks of the files that the bundles have written, and a row of all record
 * counts. May run again, whether or not the bundles have: a part's name says how many parts its
 * sink has, so parts of both attempts beside each other are too many.
 */
final class FinishFilesFn extends DoFn<KV<Void, Iterable<KV<String, String>>>, Void> {
  private final String directory;
  private final Map<String, SinkFiles> files;
  private final Set<String> dealt;
  private final int shards;

  /**
   * Finishes the files below a directory.
   *
   * @param files of all sinks
   * @param dealt the sinks whose bundles have spooled their records; of others each file is a part
   * @param shards how many parts a sink has whose records are dealt out
   */
  FinishFilesFn(String directory, Map<String, SinkFiles> files, Set<String> dealt, int shards) {
    this.directory = directory;
    this.files = new TreeMap<>(files);
    this.dealt = new TreeSet<>(dealt);
    this.shards = shards;
  }

  @ProcessElement
  public void finish(@Element KV<Void, Iterable<KV<String, String>>> bundles) throws IOException {
    RecordCounts counts = RecordCounts.EMPTY;
    Map<String, List<String>> written = new TreeMap<>();
    for (KV<String, String> bundle : bundles.getValue()) {
      if (bundle.getKey().equals(Sinks.RECORD_COUNTS)) {
        counts = counts.plus(SideOutputRows.parseCounts(bundle.getValue()));
      } else {
        written
            .computeIfAbsent(bundle.getKey(), absent -> new ArrayList<>())
            .add(bundle.getValue());
      }
    }
    for (String sink : files.keySet()) {
      List<String> ofSink = written.getOrDefault(sink, List.of());
      if (dealt.contains(sink)) {
        deal(sink, ofSink, shards);
      } else if (ofSink.isEmpty()) {
        deal(sink, ofSink, 1);
      } else {
        rename(sink, ofSink);
      }
    }
    try (RecordFile all = SinkFiles.OF_LINES.create(part(Sinks.RECORD_COUNTS, "00000", 1))) {
      all.add(SideOutputRows.of(counts).getBytes(UTF_8));
    }
  }

  private void rename(String sink, List<String> written) throws IOException {
    for (String file : written) {
      ResourceId part = part(sink, file.substring(sink.length() + 1), written.size());
      try {
        // Without options: with them, Beam would match the names as globs.
        FileSystems.rename(List.of(unfinished(file)), List.of(part));
      } catch (FileNotFoundException | NoSuchFileException e) {
        // An attempt before this one may have renamed it: then the part is there.
        FileSystems.open(part).close();
      }
    }
  }

  /** Deals the records of spools out to parts. */
  private void deal(String sink, List<String> spools, int of) throws IOException {
    List<RecordFile> parts = new ArrayList<>();
    try {
      for (int number = 0; number < of; number++) {
        parts.add(files.get(sink).create(part(sink, "%05d".formatted(number), of)));
      }
      Dealer dealer = new Dealer(parts);
      for (String spool : spools) {
        RecordSpool.read(Channels.newInputStream(FileSystems.open(unfinished(spool))), dealer::add);
      }
    } finally {
      for (RecordFile part : parts) {
        part.close();
      }
    }
  }

  /** Gives each part a record in turn. */
  private static final class Dealer {
    private final List<RecordFile> parts;
    private int next;

    Dealer(List<RecordFile> parts) {
      this.parts = parts;
    }

    void add(byte[] row) throws IOException {
      parts.get(next).add(row);
      next = (next + 1) % parts.size();
    }
  }

  private ResourceId part(String sink, String id, int of) {
    String ending = files.getOrDefault(sink, SinkFiles.OF_LINES).ending();
    return resource(sink, String.format(Locale.ROOT, "part-%s-of-%05d%s", id, of, ending));
  }

  private ResourceId unfinished(String file) {
    return resource(Sinks.UNFINISHED, file);
  }

  private ResourceId resource(String in, String name) {
    return FileSystems.matchNewResource(directory + "/" + in + "/" + name, false);
  }
}
