package dev.tidemark.report.facts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.report.facts.RejectedFacts.Reason;
import dev.tidemark.report.facts.RejectedFacts.Sample;
import dev.tidemark.storage.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sorts the rows of one sink: results, whose shape the first rows tell, or rejected records. */
final class SinkReader {
  /** So many rows decide what the fields are for. */
  private static final int DECIDING = 200;

  private static final int SAMPLE_ROWS = 5;
  private static final int SAMPLES_OF_A_REASON = 3;
  private static final int MOST_REASONS = 12;
  private static final int MOST_TEXT = 400;

  private final List<JsonNode> first = new ArrayList<>();
  private final List<ResultRow> rows = new ArrayList<>();
  private final Map<String, Rejects> rejected = new LinkedHashMap<>();
  private Optional<RowShape> shape = Optional.empty();

  private SinkReader() {}

  /** What is known of a sink: one or the other. */
  record Read(Optional<SinkFacts> results, Optional<RejectedFacts> rejected) {}

  /**
   * Reads a sink.
   *
   * @param counted its rows by the run's own count
   */
  static Read read(String name, long counted, Directory sink) throws IOException {
    RowFiles files = RowFiles.in(sink);
    SinkReader reader = new SinkReader();
    Optional<String> unread = files.unread();
    RowsFound found =
        unread.isPresent()
            ? new RowsFound(counted, 0, false, Optional.empty())
            : files.read(counted, reader::add);
    return reader.finish(name, found, unread);
  }

  private void add(JsonNode row) {
    if (isRejected(row)) {
      String reason = row.path("reason").asText();
      Rejects rejects =
          rejected.size() < MOST_REASONS
              ? rejected.computeIfAbsent(reason, it -> new Rejects())
              : rejected.getOrDefault(reason, new Rejects());
      rejects.add(row);
      return;
    }
    if (shape.isPresent()) {
      shape.get().read(row).ifPresent(rows::add);
      return;
    }
    first.add(row);
    if (first.size() == DECIDING) {
      decide();
    }
  }

  private static boolean isRejected(JsonNode row) {
    return row.path("reason").isTextual()
        && (row.path("reading").isObject() || row.has("line") || row.has("line_base64"));
  }

  private RowShape decide() {
    RowShape decided = RowShape.of(first);
    shape = Optional.of(decided);
    first.forEach(row -> decided.read(row).ifPresent(rows::add));
    return decided;
  }

  private Read finish(String name, RowsFound found, Optional<String> unread) {
    if (!rejected.isEmpty()) {
      List<Reason> reasons =
          rejected.entrySet().stream().map(it -> it.getValue().reason(it.getKey())).toList();
      return new Read(Optional.empty(), Optional.of(new RejectedFacts(name, found, reasons)));
    }
    RowShape decided = shape.orElseGet(this::decide);
    return new Read(
        Optional.of(
            new SinkFacts(name, found, decided, List.copyOf(rows), samples(decided), unread)),
        Optional.empty());
  }

  private List<List<String>> samples(RowShape decided) {
    return first.stream()
        .limit(SAMPLE_ROWS)
        .map(row -> decided.columns().stream().map(column -> cell(row.path(column))).toList())
        .toList();
  }

  private static String cell(JsonNode value) {
    return value.isMissingNode() || value.isNull()
        ? ""
        : shortened(value.isValueNode() ? value.asText() : value.toString());
  }

  private static String shortened(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "\u2026";
  }

  private static final class Rejects {
    private final List<Sample> samples = new ArrayList<>();
    private long count;
    private Optional<Long> mostLateMs = Optional.empty();

    void add(JsonNode row) {
      count++;
      if (row.path("late_by_ms").isNumber()) {
        long lateBy = row.path("late_by_ms").asLong();
        mostLateMs = Optional.of(Math.max(lateBy, mostLateMs.orElse(lateBy)));
      }
      if (samples.size() < SAMPLES_OF_A_REASON) {
        samples.add(sample(row));
      }
    }

    Reason reason(String name) {
      return new Reason(shortened(name), count, mostLateMs, List.copyOf(samples));
    }

    private static Sample sample(JsonNode row) {
      JsonNode reading = row.path("reading");
      if (reading.isObject()) {
        return new Sample(shortened(reading.toString()), Optional.of(reading), "", "", 0);
      }
      String line = row.has("line") ? row.path("line").asText() : bytes(row.path("line_base64"));
      return new Sample(
          shortened(line),
          Optional.empty(),
          shortened(row.path("error").asText()),
          row.path("file").asText(),
          row.path("offset").asLong());
    }

    private static String bytes(JsonNode base64) {
      String text = base64.asText();
      try {
        // Enough of it for what is shown; a group of four holds three bytes.
        return new String(
            Base64.getDecoder().decode(text.substring(0, Math.min(text.length(), 2400))),
            StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        return text;
      }
    }
  }
}
