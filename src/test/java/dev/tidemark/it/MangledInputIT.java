package dev.tidemark.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One line in eleven is malformed: each is kept, with its reason and its place. */
class MangledInputIT {
  private static final int GOOD = 10_000;
  private static final int MANGLED = 1_000;
  private static final String LINE =
      "{\"Arrival_Time\":%d,\"Creation_Time\":%d000000,\"User\":\"u\",\"Device\":\"d\",\"x\":0.5}";

  @TempDir private Path folder;
  private Path output;

  /** The file's bytes by its name. */
  private final Map<String, byte[]> files = new HashMap<>();

  /** How many lines are malformed for which reason. */
  private final Map<String, Integer> reasons = new HashMap<>();

  @BeforeEach
  void mangle() throws Exception {
    output = folder.resolve("out");
    List<ByteArrayOutputStream> parts = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      parts.add(new ByteArrayOutputStream());
    }
    for (int i = 0; i < GOOD; i++) {
      ByteArrayOutputStream part = parts.get(i % parts.size());
      String good = LINE.formatted(1_000 + i, 1_000 + i);
      // Every second file of lines ends them in CR LF, as Windows does.
      String newline = i % 2 == 0 ? "\n" : "\r\n";
      part.write((good + newline).getBytes(UTF_8));
      if (i % (GOOD / MANGLED) == 3) {
        part.write(mangled(i / (GOOD / MANGLED), good));
        part.write(newline.getBytes(UTF_8));
      }
      if (i % 97 == 0) {
        part.write(newline.getBytes(UTF_8));
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      Path file = folder.resolve("part-" + i + ".json");
      Files.write(file, parts.get(i).toByteArray());
      files.put(file.toString(), parts.get(i).toByteArray());
    }
  }

  private byte[] mangled(int turn, String good) {
    return switch (turn % 10) {
      case 0 -> as("malformed_json", good.substring(0, good.length() - 1 - turn % 70));
      case 1 -> as("malformed_json", "garbage number " + turn);
      case 2 -> as("malformed_json", good + good);
      case 3 -> as("missing_field", good.replace("\"User\":\"u\",", ""));
      case 4 -> as("missing_field", good.replace("\"Device\":\"d\"", "\"Device\":null"));
      case 5 -> as("wrong_type", good.replace("\"Arrival_Time\":", "\"Arrival_Time\":1.5e"));
      case 6 -> as("wrong_type", good.replace("0.5", "\"a half\""));
      case 7 -> as("wrong_type", "[" + good + "]");
      case 8 ->
          as("out_of_range", good.replace("\"Creation_Time\":", "\"Creation_Time\":99999999999"));
      default -> notUtf8(good);
    };
  }

  private byte[] as(String reason, String line) {
    reasons.merge(reason, 1, Integer::sum);
    return line.getBytes(UTF_8);
  }

  private byte[] notUtf8(String good) {
    byte[] bytes = as("malformed_json", good.replace("\"u\"", "\"?\""));
    bytes[good.indexOf("\"u\"") + 1] = (byte) 0xFF;
    return bytes;
  }

  @Test
  void everyMangledLineIsKeptWithItsReasonAndPlace() throws Exception {
    run().endsWith(0);

    List<JsonNode> rows = new Results(output).rows("malformed");
    assertThat(rows).hasSize(MANGLED);
    Map<String, Integer> found = new HashMap<>();
    for (JsonNode row : rows) {
      found.merge(row.get("reason").textValue(), 1, Integer::sum);
      assertThat(row.get("error").textValue()).isNotBlank();
      assertThat(textAt(row)).isEqualTo(bytesIn(row));
    }
    assertThat(found).isEqualTo(reasons);
    assertThat(rows.stream().map(row -> row.get("file") + "@" + row.get("offset")).distinct())
        .hasSize(MANGLED);
    assertCounts();
  }

  @Test
  void tooManyMangledLinesFailTheRunButAreKept() throws Exception {
    Outcome outcome = run("--maxMalformed=10").endsWith(65);

    assertThat(outcome.log()).contains("1,000 records malformed, --maxMalformed is 10");
    assertThat(new Results(output).rows("malformed")).hasSize(MANGLED);
    assertCounts();
  }

  private void assertCounts() throws Exception {
    Results results = new Results(output);
    assertThat(results.records("accepted")).isEqualTo(GOOD);
    assertThat(results.records("malformed")).isEqualTo(MANGLED);
    assertThat(results.records("read")).isEqualTo(GOOD + MANGLED);
    List<JsonNode> counts = results.rows("results");
    assertThat(counts).hasSize(1);
    assertThat(counts.get(0).get("count").longValue()).isEqualTo(GOOD);
  }

  /** The line that starts in the file at the row's offset. */
  private String textAt(JsonNode row) {
    byte[] file = files.get(row.get("file").textValue());
    int start = Math.toIntExact(row.get("offset").longValue());
    assertThat(start == 0 || file[start - 1] == '\n').as("a line starts at %s", start).isTrue();
    int end = start;
    while (file[end] != '\n' && file[end] != '\r') {
      end++;
    }
    return base64(Arrays.copyOfRange(file, start, end));
  }

  /** The line in the row. */
  private static String bytesIn(JsonNode row) {
    return row.has("line_base64")
        ? row.get("line_base64").textValue()
        : base64(row.get("line").textValue().getBytes(UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private Outcome run(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--pipeline=pipelines/tumbling-counts.yaml",
                "--profile=runner-profiles/direct.properties",
                "--input=" + folder + "/part-*.json",
                "--output=" + output));
    args.addAll(List.of(options));
    return Outcome.of(args);
  }
}
