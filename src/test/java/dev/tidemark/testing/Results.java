package dev.tidemark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.testing.oracle.Answers;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An output directory, read as a user reads it. */
public record Results(Path directory) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What a stream has in addition to its sinks. */
  private static final String PROGRESS = "_progress.jsonl";

  private static final Set<String> REASONS =
      Set.of("malformed_json", "missing_field", "wrong_type", "out_of_range", "line_too_long");

  /** The files of a sink. */
  public List<Path> parts(String sink) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(sink))) {
      return files.sorted().toList();
    }
  }

  /** The rows of a sink, from all its files. */
  public List<JsonNode> rows(String sink) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (Path part : parts(sink)) {
      for (String line : Files.readAllLines(part)) {
        rows.add(parse(line));
      }
    }
    return rows;
  }

  public JsonNode manifest() throws IOException {
    return parse(Files.readString(directory.resolve("_manifest.json")));
  }

  public long records(String what) throws IOException {
    return manifest().required("records").required(what).longValue();
  }

  /** Names in the directory itself. */
  public Set<String> listing() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /**
   * Fails unless the directory contains these sinks, each with files of rows, and the record of the
   * run.
   */
  public void assertContainsOnly(Collection<String> sinks) throws IOException {
    Set<String> expected = new TreeSet<>(sinks);
    expected.add("_manifest.json");
    if (!manifest().get("mode").textValue().equals("batch")) {
      expected.add(PROGRESS);
    }
    assertThat(listing()).as("what is in the output directory").isEqualTo(expected);
    for (String sink : sinks) {
      assertThat(parts(sink))
          .as("files of sink %s", sink)
          .isNotEmpty()
          .allMatch(part -> part.toString().endsWith(".jsonl") && Files.isRegularFile(part));
    }
  }

  /** The names of its sinks. */
  public Set<String> sinks() throws IOException {
    Set<String> sinks = new TreeSet<>(listing());
    sinks.removeAll(Set.of("_manifest.json", PROGRESS));
    return sinks;
  }

  /** Fails unless the directory contains the oracle's answers, and a manifest that balances. */
  public void assertHolds(Engine engine, Oracle oracle, Answers answers) throws IOException {
    assertAnswers(engine, oracle, answers);
    assertMalformed(oracle.malformed());
  }

  /** The same, wherever malformed lines were found. */
  public void assertAnswers(Engine engine, Oracle oracle, Answers answers) throws IOException {
    assertContainsOnly(answers.sinksAnd("malformed"));
    for (Map.Entry<String, List<JsonNode>> sink : answers.rows().entrySet()) {
      Rows.assertSame(sink.getKey(), engine.finalRows(this, sink.getKey()), sink.getValue());
    }
    assertManifest(oracle, answers);
  }

  private void assertMalformed(List<JsonNode> expected) throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode row : rows("malformed")) {
      ObjectNode shortened = row.deepCopy();
      assertThat(REASONS).contains(shortened.remove("reason").textValue());
      assertThat(shortened.remove("error").textValue()).isNotBlank();
      shortened.put("file", Path.of(shortened.get("file").textValue()).toAbsolutePath().toString());
      found.add(shortened);
    }
    Rows.assertSame("malformed", found, expected);
  }

  private void assertManifest(Oracle oracle, Answers answers) throws IOException {
    JsonNode manifest = manifest();
    List<String> keys = new ArrayList<>();
    manifest.fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .startsWith("pipeline", "runner", "mode", "started", "finished", "records", "outputs");
    assertThat(Instant.parse(manifest.get("started").textValue()))
        .isBeforeOrEqualTo(Instant.parse(manifest.get("finished").textValue()));

    long accepted = oracle.accepted();
    long malformed = oracle.malformed().size();
    assertRecords(accepted, malformed, answers);
    Map<String, Long> outputs = new HashMap<>();
    for (String sink : sinks()) {
      outputs.put(sink, (long) rows(sink).size());
    }
    assertThat(numbers(manifest.get("outputs"))).isEqualTo(outputs);
  }

  /** Fails unless the manifest has these record counts. */
  public void assertRecords(long accepted, long malformed, Answers answers) throws IOException {
    assertThat(numbers(manifest().get("records")))
        .isEqualTo(
            Map.of(
                "read",
                accepted + malformed,
                "accepted",
                accepted,
                "malformed",
                malformed,
                "late",
                answers.late(),
                "duplicate",
                answers.duplicates()));
  }

  private static Map<String, Long> numbers(JsonNode object) {
    Map<String, Long> numbers = new HashMap<>();
    object
        .fields()
        .forEachRemaining(field -> numbers.put(field.getKey(), field.getValue().longValue()));
    return numbers;
  }

  private static JsonNode parse(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }
}
