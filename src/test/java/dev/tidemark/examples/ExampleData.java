package dev.tidemark.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The data of the examples with a schema of their own. The same each time: {@code main} writes what
 * is in {@code data/}. Numbers are multiples of a quarter, whose sums are exact in any order.
 */
final class ExampleData {
  private static final long START = Instant.parse("2026-03-01T06:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private ExampleData() {}

  /** Writes the files below {@code data/}. */
  public static void main(String[] args) throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = Path.of(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** The text of each file. */
  static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("data/weather/stations.jsonl", weather(new SplittableRandom(1)));
    List<String> fleet = fleet(new SplittableRandom(2));
    files.put("data/fleet/vehicles-1.jsonl", everyOther(fleet, 0));
    files.put("data/fleet/vehicles-2.jsonl", everyOther(fleet, 1));
    files.put("data/machines/log.csv", machines(new SplittableRandom(3)));
    return files;
  }

  /** Four stations, each with its own form of ISO 8601, for a day. */
  private static String weather(SplittableRandom random) {
    List<String> stations = List.of("airport", "forest", "harbour", "hill");
    List<String> lines = new ArrayList<>();
    for (int quarter = 0; quarter < 96; quarter++) {
      for (int station = 0; station < stations.size(); station++) {
        long millis = START + 15L * quarter * MINUTE + random.nextInt((int) MINUTE);
        double day = Math.sin((quarter - 12) / 96.0 * 2 * Math.PI);
        String temperature =
            quarters(Math.round(4 * (6 + 5 * day - station + random.nextDouble())));
        boolean isRaining = day < 0 && random.nextInt(3) > 0;
        String missing = random.nextInt(25) == 0 ? "null" : temperature;
        lines.add(
            "{\"time\":\"%s\",\"station\":\"%s\",\"temperature\":%s,\"humidity\":%d,\"raining\":%s,\"battery\":%s}"
                .formatted(
                    time(millis, station),
                    stations.get(station),
                    missing,
                    50 + random.nextInt(20) + (isRaining ? 25 : 0),
                    isRaining,
                    quarters(12L + random.nextInt(4))));
      }
    }
    lines.set(101, lines.get(101).replaceFirst("T(..:..).*?\",", "T$1:00\","));
    lines.set(202, lines.get(202).replaceFirst("\"temperature\":[^,]*", "\"temperature\":\"n/a\""));
    lines.set(303, lines.get(303).replace("\"station\":", "\"station\""));
    return text(lines);
  }

  private static String time(long millis, int station) {
    Instant second = Instant.ofEpochMilli(millis - millis % 1000);
    return switch (station) {
      case 0 -> Instant.ofEpochMilli(millis).toString();
      case 1 -> second.atOffset(ZoneOffset.ofHours(1)).toString();
      case 2 -> second.toString().replace('T', ' ');
      default -> Instant.ofEpochMilli(millis).atOffset(ZoneOffset.ofHours(-5)).toString();
    };
  }

  /** Three vehicles on trips of some minutes, for three hours; some lose their connection. */
  private static List<String> fleet(SplittableRandom random) {
    List<String> lines = new ArrayList<>();
    for (int vehicle = 1; vehicle <= 3; vehicle++) {
      long at = START + 7L * vehicle * MINUTE;
      for (int sequence = 0; sequence < 120; sequence++) {
        at += sequence % 30 == 29 ? 25 * MINUTE : 10_000 + random.nextInt(20_000);
        long delay = 250L * random.nextInt(40);
        if (random.nextInt(12) == 0) {
          delay += 1000L * random.nextInt(400);
        }
        String line =
            "{\"vehicle\":{\"id\":\"%s-%d\",\"tyres\":[%d,%d]},\"gps\":{\"time\":%d,\"fix\":{\"lat\":52.%d,\"lon\":13.%d}},\"speed\":%s,\"fuel\":%s,\"engine\":{\"on\":%s},\"seq\":%d,\"received\":%%s}"
                .formatted(
                    vehicle == 3 ? "truck" : "van",
                    vehicle,
                    random.nextInt(20, 30),
                    random.nextInt(20, 30),
                    at,
                    random.nextInt(40, 60),
                    random.nextInt(30, 50),
                    random.nextInt(20) == 0 ? "null" : quarters(random.nextInt(480)),
                    quarters(400 - 3L * sequence),
                    random.nextInt(10) > 0,
                    sequence);
        lines.add(line.formatted(seconds(at + delay)));
        if (random.nextInt(15) == 0) {
          lines.add(line.formatted(seconds(at + delay + 500 + 500L * random.nextInt(150))));
        }
      }
    }
    lines.set(55, lines.get(55).replaceFirst("\\{\"id\":[^}]*\\}", "null"));
    lines.set(155, lines.get(155).replaceFirst("\"gps\":\\{\"time\":", "$0\\\\"));
    return lines;
  }

  /** Three machines whose state changes now and then; with comments that need quotes. */
  private static String machines(SplittableRandom random) {
    List<String> states = List.of("running", "idle", "fault", "maintenance");
    List<String> notes =
        List.of("", "", "", "ok", "\"belt, left\"", "\"said \"\"stop\"\"\"", "\"two\nlines\"");
    List<String> lines = new ArrayList<>();
    lines.add("ts,machine,state,temperature,pressure,alarm,note");
    int[] state = new int[3];
    for (int i = 0; i < 300; i++) {
      int machine = i % 3;
      if (random.nextInt(8) == 0) {
        state[machine] = random.nextInt(states.size());
      }
      lines.add(
          "%s,press-%d,%s,%s,%d,%s,%s"
              .formatted(
                  seconds(START + i * 20_000L + 250L * random.nextInt(60)),
                  machine + 1,
                  states.get(state[machine]),
                  random.nextInt(20) == 0 ? "" : quarters(200L + random.nextInt(80)),
                  1000 + random.nextInt(100),
                  state[machine] == 2,
                  notes.get(random.nextInt(notes.size()))));
    }
    lines.set(77, lines.get(77).replaceFirst("^[^,]*", "yesterday"));
    lines.set(177, lines.get(177).replaceFirst(",press-.,", ",,"));
    return text(lines);
  }

  private static String everyOther(List<String> lines, int from) {
    List<String> others = new ArrayList<>();
    for (int i = from; i < lines.size(); i += 2) {
      others.add(lines.get(i));
    }
    return text(others);
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String quarters(long count) {
    return Double.toString(count / 4.0);
  }

  private static String seconds(long millis) {
    return "%d.%03d".formatted(millis / 1000, millis % 1000);
  }
}
