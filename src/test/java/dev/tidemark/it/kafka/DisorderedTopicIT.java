package dev.tidemark.it.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.SharedServices;
import dev.tidemark.testing.kafka.EmbeddedBroker;
import dev.tidemark.testing.oracle.TotalOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Topics whose arrivals go back and forth give the same rows on every runner, every time: those of
 * the definition, which is computed here without any of Tidemark's code.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SharedServices.class)
class DisorderedTopicIT {
  private static final long START = 1_424_693_340_000L;
  private static final long WRONG_YEAR = 4_070_908_800_000L;
  private static final long MAX_DELAY = 10_000;
  private static final long ALLOWED_LATENESS = 5_000;
  private static final int HUNDRED = 100;
  private static final int TIMES = 2;

  private static final String PIPELINE =
      """
      pipeline:
        type: composite
        transforms:
          - {type: ReadFromKafka, name: Read, topic: %s, bootstrap_servers: 'nowhere:1'}
          - {type: AssignTimestamps, name: Time, input: Read, timestamp: Creation_Time, max_delay: 10s}
          - {type: Combine, name: Counts, input: Time, windowing: {type: fixed, size: 1m, allowed_lateness: %s}, combine: {count: count}}
          - {type: WriteToJson, input: Counts, path: counts}
          - {type: CountWindows, name: Hundreds, input: Time, key: Device, count: 100, mean: x}
          - {type: WriteToJson, input: Hundreds, path: hundreds}
      """;

  private EmbeddedBroker broker;

  /** A reading, and the clock by which it is judged. */
  private record Sent(String device, int index, long arrival, long event, long clock) {
    Sent judgedBy(long arrivalClock) {
      return new Sent(device, index, arrival, event, Math.max(arrival, arrivalClock));
    }

    String line() {
      return """
          {"Arrival_Time":%d,"Creation_Time":%d,"Device":"%s","Index":%d,"User":"u","x":1.0}\
          """
          .formatted(arrival, event * 1_000_000, device, index);
    }
  }

  @BeforeAll
  void share(EmbeddedBroker shared) {
    broker = shared;
  }

  /** All count as arrived with the first, an hour later but within the step of the clock. */
  @ParameterizedTest
  @EnumSource(names = {"DIRECT_REPLAY", "SPARK_REPLAY"})
  void aFirstRecordFromAnHourLaterMakesAllReadingsLate(Engine engine, @TempDir Path folder)
      throws Exception {
    String topic = "hour-" + engine.name();
    List<Sent> sent = new ArrayList<>();
    for (int i = 0; i <= 6_000; i++) {
      sent.add(new Sent("d", i, i == 0 ? START + 3_600_000 : START + i, START + i, 0));
    }
    send(topic, List.of(sent));
    for (int time = 0; time < TIMES; time++) {
      Results results = run(engine, topic, "1m", folder.resolve("out" + time));
      assertThat(results.rows("counts")).isEmpty();
      assertThat(results.rows("hundreds")).isEmpty();
      assertThat(results.manifest().at("/steps/Counts/late").longValue()).isEqualTo(6_001);
      assertThat(results.manifest().at("/steps/Hundreds/late").longValue()).isEqualTo(6_001);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DIRECT_REPLAY", "SPARK_REPLAY"})
  void threePartitionsAndARecordFromAnotherYear(Engine engine, @TempDir Path folder)
      throws Exception {
    String topic = "three-" + engine.name();
    List<List<Sent>> partitions = partitions();
    send(topic, partitions);
    List<Sent> judged = judged(partitions);
    for (int time = 0; time < TIMES; time++) {
      Results results = run(engine, topic, "5s", folder.resolve("out" + time));
      assertThat(counts(engine, results)).isEqualTo(expectedCounts(judged));
      assertThat(hundreds(results)).isEqualTo(expectedHundreds(judged));
      assertThat(late(results)).isEqualTo(expectedLate(judged));
    }
  }

  /** The test would be useless if nothing were late, or nothing on time. */
  @Test
  void someReadingsAreLateAndSomeAreNot() {
    List<Sent> judged = judged(partitions());
    assertThat(judged).hasSize(6_000);
    assertThat(judged.stream().filter(DisorderedTopicIT::isTooLateForOrder).count())
        .isBetween(1_500L, 5_000L);
    assertThat(judged.stream().filter(DisorderedTopicIT::isExpired).count())
        .isBetween(200L, 4_500L);
  }

  /** Each partition up to 20 s out of order; two records have an arrival time in 2099. */
  private static List<List<Sent>> partitions() {
    Random random = new Random(12);
    List<List<Sent>> partitions = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      List<Sent> records = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        long arrival = START + i * 100L + random.nextInt(20_001);
        long event = arrival - random.nextInt(12_000);
        boolean isWrong = (p == 1 && i == 700) || (p == 2 && i == 0);
        records.add(new Sent("d" + p, i, isWrong ? WRONG_YEAR + i : arrival, event, 0));
      }
      partitions.add(records);
    }
    return partitions;
  }

  /** By definition: merged by arrival, each partition in its order; the clock is the largest. */
  private static List<Sent> judged(List<List<Sent>> partitions) {
    List<Deque<Sent>> left = new ArrayList<>();
    partitions.forEach(partition -> left.add(new ArrayDeque<>(partition)));
    List<Sent> judged = new ArrayList<>();
    long clock = Long.MIN_VALUE;
    while (left.stream().anyMatch(partition -> !partition.isEmpty())) {
      for (Deque<Sent> partition : left) {
        while (!partition.isEmpty() && partition.peek().arrival >= WRONG_YEAR) {
          judged.add(partition.remove().judgedBy(Long.MIN_VALUE));
        }
      }
      Deque<Sent> first =
          left.stream()
              .filter(partition -> !partition.isEmpty())
              .min(Comparator.comparingLong(partition -> partition.peek().arrival))
              .orElseThrow();
      clock = Math.max(clock, first.peek().arrival);
      judged.add(first.remove().judgedBy(clock));
    }
    return judged;
  }

  private static boolean isTooLateForOrder(Sent reading) {
    return reading.clock - MAX_DELAY > reading.event;
  }

  private static boolean isExpired(Sent reading) {
    return reading.clock - MAX_DELAY >= windowEnd(reading) + ALLOWED_LATENESS;
  }

  private static long windowEnd(Sent reading) {
    return reading.event - reading.event % 60_000 + 60_000;
  }

  private static Map<String, Long> expectedCounts(List<Sent> judged) {
    Map<String, Long> counts = new TreeMap<>();
    for (Sent reading : judged) {
      if (!isExpired(reading)) {
        counts.merge(time(windowEnd(reading) - 60_000), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static Map<String, Long> counts(Engine engine, Results results) throws IOException {
    return engine.finalRows(results, "counts").stream()
        .collect(
            Collectors.toMap(
                row -> row.get("window_start").textValue(), row -> row.get("count").longValue()));
  }

  private static List<String> expectedHundreds(List<Sent> judged) {
    List<String> rows = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      String device = "d" + p;
      List<Sent> ordered =
          judged.stream()
              .filter(reading -> reading.device.equals(device) && !isTooLateForOrder(reading))
              .sorted(TotalOrder.of(Sent::event, Sent::arrival, Sent::device, Sent::index))
              .toList();
      for (int i = 0; i + HUNDRED <= ordered.size(); i += HUNDRED) {
        rows.add(
            "%s %d %s %s"
                .formatted(
                    device,
                    i / HUNDRED,
                    time(ordered.get(i).event),
                    time(ordered.get(i + HUNDRED - 1).event)));
      }
    }
    return rows.stream().sorted().toList();
  }

  private static List<String> hundreds(Results results) throws IOException {
    return results.rows("hundreds").stream()
        .map(
            row ->
                "%s %d %s %s"
                    .formatted(
                        row.get("Device").textValue(),
                        row.get("window").longValue(),
                        time(Instant.parse(row.get("start").textValue()).toEpochMilli()),
                        time(Instant.parse(row.get("end").textValue()).toEpochMilli())))
        .sorted()
        .toList();
  }

  private static List<String> expectedLate(List<Sent> judged) {
    List<String> late = new ArrayList<>();
    for (Sent reading : judged) {
      if (isTooLateForOrder(reading)) {
        long by = reading.clock - MAX_DELAY - reading.event;
        late.add("behind_order %d %s %d".formatted(by, reading.device, reading.index));
      }
      if (isExpired(reading)) {
        long by = reading.clock - MAX_DELAY - windowEnd(reading);
        late.add("window_expired %d %s %d".formatted(by, reading.device, reading.index));
      }
    }
    return late.stream().sorted().toList();
  }

  private static List<String> late(Results results) throws IOException {
    return results.rows("late").stream()
        .map(
            row ->
                "%s %d %s %d"
                    .formatted(
                        row.get("reason").textValue(),
                        row.get("late_by_ms").longValue(),
                        row.at("/reading/Device").textValue(),
                        row.at("/reading/Index").longValue()))
        .sorted()
        .toList();
  }

  private static String time(long millis) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(millis));
  }

  private Results run(Engine engine, String topic, String lateness, Path output)
      throws IOException {
    Path pipeline =
        Files.writeString(
            output.resolveSibling(topic + ".yaml"), PIPELINE.formatted(topic, lateness));
    return engine.run(
        pipeline.toString(), output, "--bootstrapServers=" + broker.bootstrapServers());
  }

  private void send(String topic, List<List<Sent>> partitions) throws Exception {
    broker.createTopic(topic, partitions.size());
    for (int p = 0; p < partitions.size(); p++) {
      broker.send(topic, p, partitions.get(p).stream().map(Sent::line).toList());
    }
  }
}
