package dev.tidemark.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The final rows of one answer, in an order that all contenders' rows have.
 *
 * <p>A mean is compared to nine digits, since only Tidemark's sums are exact, and the activities of
 * a session as a set.
 */
final class AnswerRows {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double CLOSE = 1e-9;

  private final TreeMap<String, Double> byKey = new TreeMap<>();

  private AnswerRows() {}

  /** Reads what a contender has left in its directory, or in a sink's directory there. */
  static AnswerRows read(Question question, Path directory) throws IOException {
    Path sink = directory.resolve(question.sink());
    List<JsonNode> all = new ArrayList<>();
    try (Stream<Path> found = Files.walk(Files.isDirectory(sink) ? sink : directory)) {
      for (Path file : found.filter(AnswerRows::holdsRows).toList()) {
        for (String line : Files.readAllLines(file)) {
          all.add(JSON.readTree(line));
        }
      }
    }
    AnswerRows rows = new AnswerRows();
    for (JsonNode row : question.mode().equals("batch") ? all : refined(all)) {
      rows.add(question, row);
    }
    return rows;
  }

  private static boolean holdsRows(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.endsWith(".json") || name.endsWith(".jsonl"));
  }

  private void add(Question question, JsonNode row) {
    StringBuilder key = new StringBuilder();
    double mean = 0;
    for (String field : question.fields()) {
      JsonNode value = row.path(field);
      if (field.equals("mean_x")) {
        mean = value.asDouble();
      } else if (value.isArray()) {
        TreeSet<String> names = new TreeSet<>();
        value.forEach(name -> names.add(name.asText()));
        key.append(names).append('|');
      } else {
        key.append(value.asText()).append('|');
      }
    }
    if (byKey.put(key.toString(), mean) != null) {
      throw new BenchmarkException("the same row twice: " + key);
    }
  }

  /** Of a stream's rows, those that no later one supersedes. */
  private static List<JsonNode> refined(List<JsonNode> rows) {
    Map<String, TreeMap<String, JsonNode>> users = new TreeMap<>();
    for (JsonNode row : rows) {
      users
          .computeIfAbsent(row.path("User").asText(), any -> new TreeMap<>())
          .merge(row.path("window_start").asText(), row, AnswerRows::larger);
    }
    List<JsonNode> last = new ArrayList<>();
    for (TreeMap<String, JsonNode> windows : users.values()) {
      String end = "";
      for (JsonNode row : windows.values()) {
        String itsEnd = row.path("window_end").asText();
        if (itsEnd.isEmpty() || itsEnd.compareTo(end) > 0) {
          last.add(row);
          end = itsEnd;
        }
      }
    }
    return last;
  }

  private static JsonNode larger(JsonNode one, JsonNode other) {
    return one.path("count").asLong() >= other.path("count").asLong() ? one : other;
  }

  int size() {
    return byKey.size();
  }

  /** What differs from other rows; empty if nothing does. */
  String difference(AnswerRows others) {
    for (Map.Entry<String, Double> row : byKey.entrySet()) {
      Double mean = others.byKey.get(row.getKey());
      if (mean == null) {
        return "one has " + row.getKey() + ", and the other has not";
      }
      if (!isClose(row.getValue(), mean)) {
        return row.getKey() + " has a mean of " + row.getValue() + " or " + mean;
      }
    }
    return byKey.size() == others.byKey.size()
        ? ""
        : "one has " + byKey.size() + " rows, the other " + others.byKey.size();
  }

  private static boolean isClose(double one, double other) {
    return Objects.equals(one, other) || Math.abs(one - other) <= CLOSE * Math.abs(one) + 1e-12;
  }
}
