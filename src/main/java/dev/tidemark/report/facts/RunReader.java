package dev.tidemark.report.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.output.OutputDirectory;
import dev.tidemark.output.ResultFiles;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an output directory, in bounded time and memory whatever it holds. */
public final class RunReader {
  /** What a run with {@code --report} has collected. */
  public static final String SUMMARY = "_report.json";

  private static final int MOST_SINKS = 16;
  private static final int MOST_POINTS = 600;

  private final Directory directory;
  private final List<SinkFacts> sinks = new ArrayList<>();
  private final List<RejectedFacts> rejected = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();

  private RunReader(Directory directory) {
    this.directory = directory;
  }

  /**
   * Reads what a run has left, or has written so far.
   *
   * @throws IOException if there is no run, or its files cannot be read
   */
  public static RunReport read(Directory directory) throws IOException {
    return new RunReader(directory).read();
  }

  private RunReport read() throws IOException {
    Optional<JsonNode> written = json(ResultFiles.MANIFEST);
    Optional<ManifestFacts> manifest =
        written.isPresent() ? Optional.of(ManifestFacts.of(written.get())) : Optional.empty();
    List<ProgressPoint> progress = progress();
    if (manifest.isEmpty() && progress.isEmpty()) {
      throw new IOException(
          "there is neither %s nor %s; name the --output of a run"
              .formatted(ResultFiles.MANIFEST, OutputDirectory.PROGRESS));
    }
    Map<String, Long> outputs =
        manifest
            .map(ManifestFacts::outputs)
            .orElseGet(() -> progress.get(progress.size() - 1).rows());
    readSinks(outputs);
    return new RunReport(
        directory.path(),
        manifest,
        json(SUMMARY).map(SummaryFacts::of),
        sinks,
        rejected,
        progress,
        unread);
  }

  private void readSinks(Map<String, Long> outputs) throws IOException {
    for (Map.Entry<String, Long> output : new LinkedHashMap<>(outputs).entrySet()) {
      String name = output.getKey();
      if (KafkaTopic.isLabel(name)
          || !name.matches("[^/\\\\.][^/\\\\]*")
          || sinks.size() + rejected.size() == MOST_SINKS) {
        unread.add(name);
        continue;
      }
      SinkReader.Read read = SinkReader.read(name, output.getValue(), directory.child(name));
      read.results().ifPresent(sinks::add);
      read.rejected().ifPresent(rejected::add);
    }
  }

  private Optional<JsonNode> json(String name) throws IOException {
    if (!directory.has(name)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readTree(directory.read(name)));
    } catch (JsonProcessingException e) {
      throw new IOException(name + " is not what a run writes: " + e.getOriginalMessage(), e);
    }
  }

  /** The rows of the progress file; of a long run, neighbours are joined. */
  private List<ProgressPoint> progress() throws IOException {
    if (!directory.has(OutputDirectory.PROGRESS)) {
      return List.of();
    }
    Thinned points = new Thinned();
    try (InputStream in = Channels.newInputStream(directory.open(OutputDirectory.PROGRESS));
        MappingIterator<JsonNode> rows = Json.MAPPER.readerFor(JsonNode.class).readValues(in)) {
      while (rows.hasNextValue()) {
        points.add(ProgressPoint.of(rows.nextValue()));
      }
    } catch (JsonProcessingException | RuntimeJsonMappingException e) {
      // The last row of a stream that is still running.
      return points.all();
    }
    return points.all();
  }

  /** A series that joins neighbours whenever it has become too long. */
  private static final class Thinned {
    private List<ProgressPoint> points = new ArrayList<>();
    private Optional<ProgressPoint> pending = Optional.empty();
    private int joined = 1;
    private int seen;

    void add(ProgressPoint point) {
      pending = Optional.of(pending.map(point::after).orElse(point));
      if (++seen % joined == 0) {
        points.add(pending.get());
        pending = Optional.empty();
      }
      if (points.size() == 2 * MOST_POINTS) {
        List<ProgressPoint> half = new ArrayList<>();
        for (int i = 1; i < points.size(); i += 2) {
          half.add(points.get(i).after(points.get(i - 1)));
        }
        points = half;
        joined *= 2;
      }
    }

    List<ProgressPoint> all() {
      pending.ifPresent(points::add);
      pending = Optional.empty();
      return List.copyOf(points);
    }
  }
}
