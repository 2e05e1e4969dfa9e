package dev.tidemark.lateness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.yaml.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Readings that came in disorder, for five settings: what {@code lateness} says of them, what runs
 * with these settings count, and what is counted by hand from the lines.
 */
final class LatenessAgainstRuns {
  /** The settings, in ms. */
  record Setting(long maxDelay, long grace) {}

  /** Readings that are late and taken, and those that are too late. */
  record Late(long taken, long tooLate) {}

  static final List<Setting> SETTINGS =
      List.of(
          new Setting(0, 0),
          new Setting(1_000, 60_000),
          new Setting(2_500, 1),
          new Setting(10_000, 600_000),
          new Setting(300_000, 5_000));

  private static final String PIPELINE =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, name: Read, config: {path: none}}
          - type: AssignTimestamps
            name: Created
            input: Read
            config: {timestamp: Creation_Time, max_delay: MAX_DELAY}
          - type: AssignTimestamps
            name: Arrived
            input: Read
            config: {timestamp: Arrival_Time, max_delay: MAX_DELAY}
          - {type: Filter, name: Walking, input: Created, config: {keep: gt = 'walk'}}
          - type: Combine
            name: Fixed
            input: Created
            windowing: {type: fixed, size: 1m, allowed_lateness: GRACE}
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: A, input: Fixed, config: {path: fixed}}
          - type: Combine
            name: Sliding
            input: Walking
            windowing: {type: sliding, size: 1m, period: 25s, allowed_lateness: GRACE}
            config: {combine: {count: count}}
          - {type: WriteToJson, name: B, input: Sliding, config: {path: sliding}}
          - type: Combine
            name: Sessions
            input: Walking
            windowing: {type: sessions, gap: 5s, allowed_lateness: GRACE}
            config: {group_by: User, combine: {count: count}}
          - {type: WriteToJson, name: C, input: Sessions, config: {path: sessions}}
          - type: AlertOnCount
            name: Alerts
            input: Walking
            config: {key: User, gap: 5s, count: 50, when: x is null}
          - {type: WriteToJson, name: D, input: Alerts, config: {path: alerts}}
          - {type: Deduplicate, name: Distinct, input: Created, config: {key: User, within: GRACE}}
          - {type: WriteToJson, name: E, input: Distinct, config: {path: distinct}}
          - type: Combine
            name: ByArrival
            input: Arrived
            windowing: {type: fixed, size: 1m, allowed_lateness: GRACE}
            config: {combine: {count: count}}
          - {type: WriteToJson, name: F, input: ByArrival, config: {path: by_arrival}}
      """;

  private final Path folder;
  private final String profile;
  private final List<String> lines = new ArrayList<>();

  /** Writes the readings, some of them malformed. */
  LatenessAgainstRuns(Path folder, String profile) throws IOException {
    this.folder = folder;
    this.profile = profile;
    Random random = new Random(16);
    for (int i = 0; i < 3_000; i++) {
      long nanos = 1_424_686_734_000_000_000L + random.nextLong(1_800_000_000_000L);
      // Some readings stand on a bound: an event time in whole ms, a delay of a setting.
      boolean isRound = random.nextInt(4) == 0;
      long created = isRound ? nanos - nanos % 1_000_000_000L : nanos;
      lines.add(
          "{\"Creation_Time\":%d,\"Arrival_Time\":%d,\"User\":\"%s\",\"Device\":\"d\",\"gt\":\"%s\"}"
              .formatted(
                  created,
                  Math.floorDiv(created, 1_000_000L) + delay(random),
                  random.nextBoolean() ? "a" : "b",
                  random.nextInt(3) == 0 ? "sit" : "walk"));
    }
    lines.add(7, "{\"Creation_Time\":17}");
    lines.add("not a reading");
    Files.write(folder.resolve("in-1.json"), lines.subList(0, 1_000));
    Files.write(folder.resolve("in-2.json"), lines.subList(1_000, lines.size()));
  }

  private static long delay(Random random) {
    Setting setting = SETTINGS.get(random.nextInt(SETTINGS.size()));
    return switch (random.nextInt(6)) {
      case 0 -> setting.maxDelay() + random.nextInt(3) - 1;
      case 1 -> setting.maxDelay() + setting.grace() + random.nextInt(3) - 1;
      case 2 -> random.nextInt(1_200_000);
      case 3 -> -random.nextInt(5_000);
      default -> random.nextInt(3_000);
    };
  }

  /** What {@code lateness} says of all settings, which it is asked for at once, by step. */
  Map<Setting, Map<String, Late>> told() throws IOException {
    Outcome outcome =
        Outcome.of(
                "lateness",
                "--pipeline=" + pipeline(new Setting(7, 77)),
                "--input=" + folder.resolve("in-*.json"),
                "--profile=" + profile,
                "--max_delay=" + list(SETTINGS.stream().map(Setting::maxDelay).toList()),
                "--allowed_lateness=" + list(SETTINGS.stream().map(Setting::grace).toList()),
                "--within=" + list(SETTINGS.stream().map(Setting::grace).toList()))
            .endsWith(0);
    assertThat(outcome.log()).contains("read 3,002 = 3,000 accepted + 2 malformed");
    return table(outcome.out());
  }

  private static String list(List<Long> millis) {
    return String.join(",", millis.stream().map(ms -> ms + "ms").toList());
  }

  /** The rows of the tables that are about one of the settings. */
  private static Map<Setting, Map<String, Late>> table(String text) {
    Map<Setting, Map<String, Late>> table = new HashMap<>();
    String step = "";
    boolean isOrder = false;
    for (String line : text.lines().toList()) {
      if (line.matches("\\w+: .*")) {
        step = line.replaceFirst(":.*", "");
        isOrder = line.contains("in event-time order");
      } else if (line.matches(" *[0-9.]+(ms|s|m|h|d) .*")) {
        String[] cells = line.strip().split(" {2,}", -1);
        for (Setting setting : SETTINGS) {
          boolean isOfIt =
              millis(cells[0]) == setting.maxDelay()
                  && (isOrder || millis(cells[1]) == setting.grace());
          if (isOfIt) {
            Late late =
                isOrder
                    ? new Late(0, number(cells[1]))
                    : new Late(number(cells[2]), number(cells[4]));
            table.computeIfAbsent(setting, first -> new TreeMap<>()).put(step, late);
          }
        }
      }
    }
    return table;
  }

  private static long millis(String duration) {
    return Durations.parse(duration).orElseThrow().toMillis();
  }

  private static long number(String cell) {
    return Long.parseLong(cell.replace(",", ""));
  }

  /** What a run with the settings counts as too late, by step. */
  Map<String, Long> counted(Setting setting) throws IOException {
    Path output = folder.resolve("out");
    Outcome.of(
            "--pipeline=" + pipeline(setting),
            "--input=" + folder.resolve("in-*.json"),
            "--profile=" + profile,
            "--output=" + output,
            "--overwrite")
        .endsWith(0);
    Map<String, Long> counted = new TreeMap<>();
    JsonNode steps = new Results(output).manifest().get("steps");
    for (String step : byHand(setting).keySet()) {
      counted.put(step, steps.path(step).path("late").longValue());
    }
    return counted;
  }

  private Path pipeline(Setting setting) throws IOException {
    return Files.writeString(
        folder.resolve("steps.yaml"),
        PIPELINE
            .replace("MAX_DELAY", setting.maxDelay() + "ms")
            .replace("GRACE", setting.grace() + "ms"));
  }

  /** What the lines say, by the definitions in {@code docs/semantics.md}. */
  Map<String, Late> byHand(Setting setting) throws IOException {
    Counter counter = new Counter(setting);
    for (String line : lines) {
      if (!line.contains("Arrival_Time")) {
        continue;
      }
      JsonNode reading = new ObjectMapper().readTree(line);
      long event = Math.floorDiv(reading.get("Creation_Time").longValue(), 1_000_000L);
      long arrival = reading.get("Arrival_Time").longValue();
      long minute = 60_000;
      counter.window("Fixed", arrival, Math.floorDiv(event, minute) * minute + minute);
      counter.window("ByArrival", arrival, Math.floorDiv(arrival, minute) * minute + minute);
      counter.order("Distinct", arrival - event, setting.grace());
      if (reading.get("gt").textValue().equals("walk")) {
        for (long k = Math.floorDiv(event, 25_000); k * 25_000 + minute > event; k--) {
          counter.window("Sliding", arrival, k * 25_000 + minute);
        }
        counter.window("Sessions", arrival, event + 5_000);
        counter.order("Alerts", arrival - event, 0);
      }
    }
    return counter.late;
  }

  private static final class Counter {
    private final Setting setting;
    private final Map<String, Late> late = new TreeMap<>();

    Counter(Setting setting) {
      this.setting = setting;
    }

    void window(String step, long arrival, long end) {
      long watermark = arrival - setting.maxDelay();
      boolean isTooLate = watermark >= end + setting.grace();
      add(step, watermark >= end && !isTooLate, isTooLate);
    }

    void order(String step, long delay, long within) {
      boolean isTooLate = delay > setting.maxDelay() + within;
      add(step, delay > setting.maxDelay() && !isTooLate, isTooLate);
    }

    private void add(String step, boolean isLate, boolean isTooLate) {
      Late one = new Late(isLate ? 1 : 0, isTooLate ? 1 : 0);
      late.merge(step, one, (a, b) -> new Late(a.taken() + b.taken(), a.tooLate() + b.tooLate()));
    }
  }

  /** Fails unless what is told of all settings is what is counted by hand. */
  void assertToldAsCountedByHand() throws IOException {
    Map<Setting, Map<String, Late>> told = told();
    assertThat(told).hasSize(SETTINGS.size());
    for (Setting setting : SETTINGS) {
      assertThat(byHand(setting)).hasSize(6);
      assertThat(told.get(setting)).as("%s", setting).isEqualTo(byHand(setting));
    }
  }

  /** Fails unless a run with a setting counts as too late what is counted by hand. */
  void assertRunsAsCountedByHand(Setting setting) throws IOException {
    Map<String, Long> tooLate = new TreeMap<>();
    byHand(setting).forEach((step, late) -> tooLate.put(step, late.tooLate()));
    assertThat(counted(setting)).isEqualTo(tooLate);
  }
}
