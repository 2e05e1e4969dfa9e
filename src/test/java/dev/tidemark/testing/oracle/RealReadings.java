package dev.tidemark.testing.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Real readings beside the project, with their expected answers; they may be missing. */
public enum RealReadings {
  TWO_PHONES_20("two-phones-20"),
  TWO_PHONES_5("two-phones-5"),
  PHONE_STANDING("phone-standing-10000"),
  WATCH("watch-uptime-clock-10000");

  static final Path FOLDER = Path.of("..", "shared", "data", "hhar");

  private final String label;

  RealReadings(String label) {
    this.label = label;
  }

  static boolean exist() {
    return Files.isDirectory(FOLDER);
  }

  public Path file() {
    return FOLDER.resolve(label + ".jsonl");
  }

  /** What is expected, by pipeline. */
  public JsonNode expected() throws IOException {
    return new ObjectMapper()
        .readTree(FOLDER.resolve("expected").resolve(label + ".json").toFile());
  }

  /** How many late records are expected of a pipeline; none is expected of the main job. */
  public OptionalLong expectedLate(String pipeline) throws IOException {
    return switch (pipeline) {
      case "activity-monitor" -> OptionalLong.empty();
      case "late-data" -> OptionalLong.of(late("late-data"));
      case "sessions", "sliding-counts", "tumbling-counts", "tumbling-counts-by-user" ->
          OptionalLong.of(0);
      default -> OptionalLong.of(late("stateful pipelines"));
    };
  }

  private long late(String pipelines) throws IOException {
    return expected().required("late").required(pipelines).longValue();
  }

  /** The rows expected of a pipeline's main sink. */
  public List<JsonNode> expectedRows(String pipeline) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    expected().required(pipeline).forEach(rows::add);
    return rows;
  }

  @Override
  public String toString() {
    return label;
  }
}
