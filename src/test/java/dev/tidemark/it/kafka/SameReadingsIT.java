package dev.tidemark.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.kafka.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same readings of a declared schema as JSON lines, as CSV and from a topic, with an arrival
 * time of their own and with that of the topic's records: the same rows, which are counted by hand.
 */
@ExtendWith(SharedServices.class)
class SameReadingsIT {
  private static final long START = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long MAX_DELAY = 5_000;
  private static final int READINGS = 2_000;

  private static final String FIELDS =
      "at: {type: string, format: date-time}, came: {type: integer, unit: ms},"
          + " sensor: {type: string, from: device.id}, seq: {type: integer}";

  private static final String PIPELINE =
      """
      pipeline:
        type: chain
        transforms:
          - type: %s
            config:
              %s
              schema: {type: object, properties: {%s}, required: [at, came, sensor]}
              %s
              identity: [sensor, seq]
          - {type: AssignTimestamps, config: {timestamp: at, max_delay: 5s}}
          - type: Combine
            windowing: {type: fixed, size: 1m, allowed_lateness: 0s}
            config: {group_by: sensor, combine: {count: count, last: {fn: max, value: seq}}}
          - {type: WriteToJson, config: {path: results}}
      """;

  @TempDir private Path folder;

  private final List<Measured> readings = new ArrayList<>();

  /** A reading; most come soon, some too late. */
  private record Measured(long at, long came, String sensor, int seq) {
    String json() {
      return "{\"at\":\"%s\",\"came\":%d,\"device\":{\"id\":\"%s\"},\"seq\":%d}"
          .formatted(Instant.ofEpochMilli(at), came, sensor, seq);
    }

    String csv() {
      return "%s,%d,%s,%d".formatted(Instant.ofEpochMilli(at), came, sensor, seq);
    }

    long window() {
      return Math.floorDiv(at, MINUTE) * MINUTE;
    }

    boolean isTooLate() {
      return came - MAX_DELAY >= window() + MINUTE;
    }
  }

  private record Answer(long count, int last) {
    Answer plus(Answer other) {
      return new Answer(count + other.count, Math.max(last, other.last));
    }
  }

  @Test
  void rowsDoNotDependOnWhereReadingsAreFrom(EmbeddedBroker broker) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < READINGS; i++) {
      long at = START + i * 300L;
      long delay = random.nextInt(20) == 0 ? random.nextInt(90_000) : random.nextInt(3_000);
      readings.add(new Measured(at, at + delay, "s" + random.nextInt(3), i));
    }
    readings.sort(Comparator.comparingLong(Measured::came));
    Path json = write("m.jsonl", readings.stream().map(Measured::json).toList());
    List<String> records = new ArrayList<>(List.of("at,came,device.id,seq"));
    readings.forEach(reading -> records.add(reading.csv()));
    Path csv = write("m.csv", records);
    broker.createTopic("measured", 1);
    send(broker);

    String ofFile = pipeline("ReadFromJson", "path: none", "arrival_time: came");
    String ofCsv = pipeline("ReadFromCsv", "path: none", "arrival_time: came");
    for (Engine engine : Engine.values()) {
      check(engine.run(ofFile, List.of(json), out("json-" + engine)));
      check(engine.run(ofCsv, List.of(csv), out("csv-" + engine)));
    }
    String keys = "topic: measured\n        bootstrap_servers: " + broker.bootstrapServers();
    String declared = pipeline("ReadFromKafka", keys, "arrival_time: came");
    String byRecord = pipeline("ReadFromKafka", keys, "max_arrival_step: 1h");
    String brokers = "--bootstrapServers=" + broker.bootstrapServers();
    for (Engine engine : List.of(Engine.DIRECT_REPLAY, Engine.SPARK_REPLAY)) {
      check(engine.run(declared, out("topic-" + engine), brokers));
      Results results = engine.run(byRecord, out("record-" + engine), brokers);
      check(results);
      assertThat(results.manifest().get("arrivals").textValue())
          .isEqualTo("the timestamps of the topic's records");
    }
  }

  private void check(Results results) throws IOException {
    Map<String, Answer> expected = new TreeMap<>();
    long late = 0;
    for (Measured reading : readings) {
      if (reading.isTooLate()) {
        late++;
      } else {
        expected.merge(
            Instant.ofEpochMilli(reading.window()) + " " + reading.sensor(),
            new Answer(1, reading.seq()),
            Answer::plus);
      }
    }
    assertThat(late).isPositive();
    Map<String, Answer> actual = new TreeMap<>();
    for (JsonNode row : results.rows("results")) {
      ObjectNode answer = (ObjectNode) row;
      actual.merge(
          Instant.parse(answer.get("window_start").textValue())
              + " "
              + answer.get("sensor").textValue(),
          new Answer(answer.get("count").longValue(), answer.get("last").intValue()),
          (one, other) -> one.count() > other.count() ? one : other);
    }
    assertThat(actual).isEqualTo(expected);
    assertThat(results.rows("late")).hasSize((int) late);
  }

  private String pipeline(String source, String where, String arrival) throws IOException {
    Path file =
        folder.resolve(source + (arrival.startsWith("arrival") ? "" : "-by-record") + ".yaml");
    Files.writeString(file, PIPELINE.formatted(source, where, FIELDS, arrival));
    return file.toString();
  }

  private Path out(String name) {
    return folder.resolve("out-" + name);
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private void send(EmbeddedBroker broker) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (Measured reading : readings) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    "measured", 0, reading.came(), reading.sensor(), reading.json())));
      }
    }
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }
}
