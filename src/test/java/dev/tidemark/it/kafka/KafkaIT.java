package dev.tidemark.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.FinalRows;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.ShippedPipelines;
import dev.tidemark.testing.kafka.EmbeddedBroker;
import dev.tidemark.testing.kafka.Records;
import dev.tidemark.testing.oracle.Oracle;
import dev.tidemark.testing.oracle.Rows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Kafka column of the parity matrix: the sample, replayed into a topic of three partitions, is
 * asked the same questions as the files. Every shipped pipeline on Direct and on Spark, where a run
 * takes some ten seconds, so each build runs only those that differ most in how they stream.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SharedServices.class)
class KafkaIT {
  private static final String TOPIC = "activity";
  private static final int PARTITIONS = 3;
  private static final long LINES = 20_240;
  private static final List<String> MOST_DIFFERENT =
      List.of("activity-monitor", "deduplicated-counts", "late-data", "next-session");

  private EmbeddedBroker broker;
  private Oracle oracle;

  @BeforeAll
  void produceTheSample(EmbeddedBroker shared) throws Exception {
    broker = shared;
    broker.createTopic(TOPIC, PARTITIONS);
    oracle = Oracle.over(ShippedPipelines.sample());
    Outcome produced =
        Outcome.of("produce", "--topic=" + TOPIC, "--bootstrapServers=" + servers()).endsWith(0);
    assertThat(produced.log()).contains("20,240 records sent");
  }

  @ParameterizedTest
  @MethodSource("dev.tidemark.testing.ShippedPipelines#names")
  void onDirect(String name, @TempDir Path folder) throws IOException {
    compare(Engine.DIRECT_REPLAY, name, folder);
  }

  @ParameterizedTest
  @MethodSource("mostDifferent")
  void onSpark(String name, @TempDir Path folder) throws IOException {
    compare(Engine.SPARK_REPLAY, name, folder);
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("theRest")
  void theRestOnSpark(String name, @TempDir Path folder) throws IOException {
    compare(Engine.SPARK_REPLAY, name, folder);
  }

  static List<String> mostDifferent() {
    return MOST_DIFFERENT;
  }

  static List<String> theRest() throws IOException {
    return ShippedPipelines.names().stream()
        .filter(name -> !MOST_DIFFERENT.contains(name))
        .toList();
  }

  /**
   * All that a topic contains when the stream is told to stop is read, and nothing more is awaited.
   */
  @Test
  void aTopicIsFollowed(@TempDir Path folder) throws IOException {
    String name = "capped-sessions";
    Path output = folder.resolve("out");
    Outcome.of(
            "--pipeline=" + ShippedPipelines.fromTopic(name, TOPIC, folder),
            "--profile=runner-profiles/spark.properties",
            "--mode=follow",
            "--stopAfter=1s",
            brokers(),
            "--output=" + output)
        .endsWith(0);
    Results results = new Results(output);
    results.assertAnswers(Engine.SPARK_REPLAY, oracle, oracle.answersOf(name));
    assertMalformed(results.rows("malformed"));
  }

  /** With the exit code of a run. */
  @Test
  void produceReportsThatItsInputIsTruncated(@TempDir Path folder) throws Exception {
    broker.createTopic("broken", 1);
    byte[] whole = Files.readAllBytes(ShippedPipelines.sample().get(0));
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(whole);
    }
    Path file = folder.resolve("broken.json.gz");
    Files.write(file, Arrays.copyOf(compressed.toByteArray(), compressed.size() / 2));
    Outcome produced =
        Outcome.of("produce", "--topic=broken", brokers(), "--input=" + file).endsWith(66);
    assertThat(produced.log()).contains("cannot read input " + file);
  }

  /** A record's key is the user, its value the line; each user's are in the order of arrival. */
  @Test
  void theTopicContainsTheLinesByUser() throws IOException {
    Set<String> lines = new TreeSet<>();
    for (Path file : ShippedPipelines.sample()) {
      lines.addAll(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }
    Set<String> produced = new TreeSet<>();
    Map<String, Integer> partitionOf = new HashMap<>();
    Map<String, Long> latest = new HashMap<>();
    List<ConsumerRecord<byte[], byte[]>> records = Records.of(broker, TOPIC);
    for (ConsumerRecord<byte[], byte[]> record : records) {
      produced.add(Records.text(record.value()));
      if (record.key() != null) {
        JsonNode reading = new ObjectMapper().readTree(record.value());
        String user = Records.text(record.key());
        assertThat(reading.get("User").textValue()).isEqualTo(user);
        assertThat(partitionOf.merge(user, record.partition(), (first, next) -> first))
            .isEqualTo(record.partition());
        long arrival = reading.get("Arrival_Time").longValue();
        assertThat(arrival).isGreaterThanOrEqualTo(latest.getOrDefault(user, Long.MIN_VALUE));
        latest.put(user, arrival);
      }
    }
    assertThat(records).hasSize((int) LINES);
    assertThat(produced).isEqualTo(lines);
    assertThat(new TreeSet<>(partitionOf.values())).hasSize(PARTITIONS);
  }

  /** A topic gets every row of a file sink, each under its key. */
  @ParameterizedTest
  @EnumSource(names = {"DIRECT_REPLAY", "SPARK_REPLAY"})
  void rowsToATopic(Engine engine, @TempDir Path folder) throws Exception {
    String topic = "counts-" + engine.name();
    broker.createTopic(topic, PARTITIONS);
    String name = "tumbling-counts-by-user";
    String yaml =
        Files.readString(ShippedPipelines.fromTopic(name, TOPIC, folder))
            .replace("WriteToJson", "WriteToKafka")
            .replace("path: results", "topic: " + topic + "\n        bootstrap_servers: nowhere:1");
    Path pipeline = Files.writeString(folder.resolve(name + ".yaml"), yaml);
    Results results = engine.run(pipeline.toString(), folder.resolve("out"), brokers());

    List<JsonNode> rows = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : Records.of(broker, topic)) {
      JsonNode row = new ObjectMapper().readTree(record.value());
      assertThat(Records.text(record.key())).isEqualTo(row.get("User").textValue());
      rows.add(row);
    }
    Rows.assertSame(name, FinalRows.of(name, rows), oracle.answersOf(name).of("results"));
    JsonNode outputs = results.manifest().get("outputs");
    assertThat(outputs.get("kafka:" + topic).longValue()).isEqualTo(rows.size());
    assertThat(results.sinks()).containsExactly("malformed");
  }

  private void compare(Engine engine, String name, Path folder) throws IOException {
    Path pipeline = ShippedPipelines.fromTopic(name, TOPIC, folder);
    Results results = engine.run(pipeline.toString(), folder.resolve("out"), brokers());
    results.assertAnswers(engine, oracle, oracle.answersOf(name));
    assertMalformed(results.rows("malformed"));
  }

  /** Each malformed row names the record that contains its line, and none is missing. */
  private void assertMalformed(List<JsonNode> rows) {
    Map<String, String> values = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : Records.of(broker, TOPIC)) {
      values.put(record.partition() + "@" + record.offset(), Records.text(record.value()));
    }
    List<String> lines = new ArrayList<>();
    for (JsonNode row : rows) {
      String file = row.get("file").textValue();
      assertThat(file).matches("kafka:activity/[0-2]");
      String place = file.substring(file.indexOf('/') + 1) + "@" + row.get("offset").longValue();
      assertThat(line(row)).isEqualTo(values.get(place));
      lines.add(line(row));
    }
    assertThat(lines)
        .containsExactlyInAnyOrderElementsOf(
            oracle.malformed().stream().map(KafkaIT::line).toList());
  }

  private static String line(JsonNode malformed) {
    return Records.text(
        malformed.has("line")
            ? malformed.get("line").textValue().getBytes(StandardCharsets.UTF_8)
            : Base64.getDecoder().decode(malformed.get("line_base64").textValue()));
  }

  private String brokers() {
    return "--bootstrapServers=" + servers();
  }

  private String servers() {
    return broker.bootstrapServers();
  }
}
