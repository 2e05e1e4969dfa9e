package dev.tidemark.testing.oracle;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real readings beside the project, with the answers expected for them; they may not be there. */
public enum RealReadings {
  TWO_PHONES_20("two-phones-20"),
  TWO_PHONES_5("two-phones-5"),
  PHONE_STANDING("phone-standing-10000"),
  WATCH("watch-uptime-clock-10000");

  private static final Path FOLDER = Path.of("..", "shared", "data", "hhar");

  private final String label;

  RealReadings(String label) {
    this.label = label;
  }

  /** Skips the test where the folder does not exist. */
  public static void assumeTheyExist() {
    assumeTrue(
        Files.isDirectory(FOLDER),
        "skipped: the real readings are not part of the project, and " + FOLDER + " is not there");
  }

  public Path file() {
    return FOLDER.resolve(label + ".jsonl");
  }

  /** What is expected, by pipeline. */
  public JsonNode expected() throws IOException {
    return new ObjectMapper()
        .readTree(FOLDER.resolve("expected").resolve(label + ".json").toFile());
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
