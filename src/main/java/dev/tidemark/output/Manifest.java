package dev.tidemark.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.clock.ClockTable;
import dev.tidemark.kafka.KafkaTopic;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.pipeline.io.SinkName;
import dev.tidemark.sink.SinkFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code _manifest.json}.
 *
 * @param arrivals what the lateness of readings was measured by
 * @param clocks by step, what corrected the clocks of devices
 * @param malformedSink where malformed lines are
 * @param outputs rows by sink
 * @param sinks those that are directories
 * @param failedConditions post-conditions of the data that do not hold
 */
public record Manifest(
    String pipeline,
    String runner,
    String mode,
    String arrivals,
    Map<String, ClockTable> clocks,
    Instant started,
    Instant finished,
    RecordCounts counts,
    String malformedSink,
    Map<String, Long> outputs,
    Map<String, SinkFiles> sinks,
    List<String> failedConditions) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pipeline", pipeline);
    fields.put("runner", runner);
    fields.put("mode", mode);
    fields.put("started", started.toString());
    fields.put("finished", finished.toString());
    fields.put("records", records());
    fields.put("outputs", outputs);
    fields.put("arrivals", arrivals);
    if (!clocks.isEmpty()) {
      fields.put("clocks", tables());
    }
    fields.put("steps", steps());
    Map<String, Object> rows = new LinkedHashMap<>();
    sinks.forEach((sink, files) -> rows.put(sink, SinkEntry.of(files).toJson()));
    fields.put("sinks", rows);
    fields.put("failed_conditions", failedConditions);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a manifest in memory cannot fail", e);
    }
  }

  /**
   * Reads the names of the sinks from a manifest; they decide what is deleted.
   *
   * @throws IOException if it is not a manifest, or contains a name that no sink can have; the
   *     message does not quote it, as it may be a secret
   */
  static List<String> sinks(String manifest) throws IOException {
    List<String> sinks = new ArrayList<>();
    try {
      JsonNode root = JSON.readTree(manifest);
      if (!root.isObject()) {
        throw notOfARun(null);
      }
      root.path("outputs").fieldNames().forEachRemaining(sinks::add);
    } catch (JsonProcessingException e) {
      throw notOfARun(e);
    }
    if (!areSinks(sinks)) {
      throw notOfARun(null);
    }
    return sinks;
  }

  /** Whether sinks can have such names. */
  static boolean areSinks(Collection<String> names) {
    return names.stream().allMatch(sink -> KafkaTopic.isLabel(sink) || SinkName.isRight(sink));
  }

  private static IOException notOfARun(JsonProcessingException cause) {
    return new IOException(
        "the _manifest.json there is not one that Tidemark has written, so which results to replace"
            + " is not known; name another directory, or remove what is in this one",
        cause);
  }

  private Map<String, Map<String, String>> tables() {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    clocks.forEach(
        (step, table) -> {
          Map<String, String> file = new LinkedHashMap<>();
          file.put("table", table.name());
          file.put("digest", table.digest());
          tables.put(step, file);
        });
    return tables;
  }

  private Map<String, Long> records() {
    long accepted = counts.total(Outcome.ACCEPTED);
    long malformed = counts.total(Outcome.MALFORMED);
    Map<String, Long> records = new LinkedHashMap<>();
    records.put("read", accepted + malformed);
    records.put("accepted", accepted);
    records.put("malformed", malformed);
    records.put("late", counts.total(Outcome.LATE));
    records.put("duplicate", counts.total(Outcome.DUPLICATE));
    return records;
  }

  /** What each step received, and what it dropped. */
  private Map<String, Map<String, Long>> steps() {
    Map<String, Map<String, Long>> steps = new LinkedHashMap<>();
    counts
        .counts()
        .forEach(
            (entry, count) -> {
              if (entry.outcome() != Outcome.WRITTEN) {
                steps
                    .computeIfAbsent(entry.step(), step -> new LinkedHashMap<>())
                    .put(entry.outcome().label(), count);
              }
            });
    return steps;
  }
}
