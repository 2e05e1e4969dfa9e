package dev.tidemark.clock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import dev.tidemark.yaml.YamlReader;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads clock tables, and reports what is wrong in them by line and column. */
public final class ClockTableReader {
  static final String VERSION = "1";

  private static final List<String> UNITS =
      Arrays.stream(Unit.values()).filter(unit -> unit != Unit.NONE).map(Unit::label).toList();

  private static final List<String> VERDICTS =
      Verdict.corrected().stream().map(Verdict::label).toList();

  private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,10}(\\.[0-9]{1,9})?s");
  private static final Pattern PARTS = Pattern.compile("-?[0-9]{1,5}(\\.[0-9]{1,3})?");

  private final Problems problems;
  private int segments;

  private ClockTableReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a table.
   *
   * @param name of the file
   * @param problems receives what is wrong
   * @return empty where it is wrong
   */
  public static Optional<ClockTable> read(String name, String text, Problems problems) {
    Optional<Yaml> root = new YamlReader(problems).read(text);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    if (!(root.get() instanceof Yaml.Mapping mapping)) {
      problems.add(root.get().at(), "a clock table must be a mapping with the key 'devices'");
      return Optional.empty();
    }
    ClockTable table =
        new ClockTableReader(problems)
            .table(name, text, Settings.of(mapping, "the clock table", problems));
    return problems.isEmpty() ? Optional.of(table) : Optional.empty();
  }

  private ClockTable table(String name, String text, Settings table) {
    table.required("version", VERSION);
    table.choice("version", List.of(VERSION), word -> Optional.of(word).filter(VERSION::equals));
    String timestamp = table.requiredText("timestamp", "the field of the event times");
    Unit unit = unit(table).orElse(Unit.NONE);
    Map<String, DeviceCorrection> devices = new TreeMap<>();
    Yaml list = table.required("devices", "a list of devices, each with its segments");
    if (list instanceof Yaml.Items items) {
      items.items().forEach(item -> addDevice(item, unit, devices));
    } else if (table.has("devices")) {
      problems.add(list.at(), "devices must be a list, not " + list.kind());
    }
    table.reportUnknownKeys();
    if (segments > ClockTable.MAX_SEGMENTS) {
      problems.add(
          list.at(), "a clock table has at most %,d segments".formatted(ClockTable.MAX_SEGMENTS));
    }
    return new ClockTable(name, digest(text), timestamp, unit, devices);
  }

  private void addDevice(Yaml item, Unit written, Map<String, DeviceCorrection> devices) {
    if (!(item instanceof Yaml.Mapping mapping)) {
      problems.add(item.at(), "a device must be a mapping, not " + item.kind());
      return;
    }
    Settings device = Settings.of(mapping, "the device", problems);
    Yaml name = device.required("device", "its name");
    device.choice("verdict", VERDICTS, word -> Optional.of(word).filter(VERDICTS::contains));
    Unit unit = unit(device).orElse(written);
    if (unit != written && written == Unit.NONE) {
      problems.add(device.at("unit"), "'unit' is for numbers, and the table itself has none");
      return;
    }
    List<ClockSegment> corrections = new ArrayList<>();
    Yaml list = device.required("segments", "what is subtracted, from which event time on");
    if (list instanceof Yaml.Items items && !items.items().isEmpty()) {
      items.items().forEach(each -> segment(each).ifPresent(corrections::add));
    } else if (device.has("segments")) {
      problems.add(list.at(), "segments must be a list of at least one");
    }
    device.reportUnknownKeys();
    segments += corrections.size();
    if (!(name instanceof Yaml.Scalar word)) {
      problems.add(name.at(), "device must be one value, not " + name.kind());
    } else if (word.isNull() && device.has("device")) {
      problems.add(
          name.at(),
          "device must be a name; put one that is 'null' in quotes, and for readings without one"
              + " write \"\"");
    } else if (devices.containsKey(word.text())) {
      problems.add(name.at(), "the table has this device twice");
    } else if (!corrections.isEmpty()) {
      devices.put(word.text(), new DeviceCorrection(written, unit, corrections));
    }
  }

  private Optional<ClockSegment> segment(Yaml yaml) {
    if (!(yaml instanceof Yaml.Mapping mapping)) {
      problems.add(yaml.at(), "a segment must be a mapping, not " + yaml.kind());
      return Optional.empty();
    }
    Settings segment = Settings.of(mapping, "the segment", problems);
    OptionalLong from = instant(segment, "from");
    OptionalLong to = instant(segment, "to");
    OptionalLong subtract =
        number(segment, "subtract", SECONDS, 9, "seconds, such as 1846.056138062s or -2s");
    OptionalLong drift =
        segment.has("drift_ppm")
            ? number(segment, "drift_ppm", PARTS, 3, "parts per million, such as 49.998")
            : OptionalLong.of(0);
    segment.reportUnknownKeys();
    if (from.isEmpty() || to.isEmpty() || subtract.isEmpty() || drift.isEmpty()) {
      return Optional.empty();
    }
    if (to.getAsLong() < from.getAsLong()) {
      problems.add(segment.at("to"), "'to' is before 'from'");
    }
    if (Math.abs(drift.getAsLong()) > Drift.MAX_PPB) {
      problems.add(
          segment.at("drift_ppm"),
          "drift_ppm must be from -500 to 500: no clock gains or loses more; divide the segment,"
              + " or make the table again with 'clocks --write'");
      return Optional.empty();
    }
    ClockSegment read =
        new ClockSegment(from.getAsLong(), to.getAsLong(), subtract.getAsLong(), drift.getAsLong());
    if (!read.isInRange()) {
      problems.add(
          segment.at("subtract"),
          "subtract makes of 'to' a time that is not from 1970 to 2261; make the table"
              + " again with 'clocks --write'");
    }
    return Optional.of(read);
  }

  private OptionalLong instant(Settings segment, String key) {
    Yaml yaml = segment.required(key, "an event time, as the device has it");
    if (!segment.has(key)) {
      return OptionalLong.empty();
    }
    try {
      OptionalLong instant = Instants.iso(yaml.word().orElse(""));
      if (instant.isPresent()) {
        return instant;
      }
    } catch (DateTimeException e) {
      // Reported like one that is out of range.
    }
    problems.add(
        yaml.at(),
        "%s must be an instant from 1678 to 2261, such as 2015-02-23T10:18:54.5Z, not %s"
            .formatted(key, yaml.kind()));
    return OptionalLong.empty();
  }

  /** A decimal number, as so many of the smallest unit that it may have. */
  private OptionalLong number(
      Settings segment, String key, Pattern form, int decimals, String expected) {
    Yaml yaml = segment.required(key, expected);
    if (!segment.has(key)) {
      return OptionalLong.empty();
    }
    String text = yaml.word().orElse("");
    if (form.matcher(text).matches()) {
      BigDecimal number =
          new BigDecimal(text.replace("s", "")).movePointRight(decimals).stripTrailingZeros();
      if (number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return OptionalLong.of(number.longValueExact());
      }
    }
    problems.add(yaml.at(), "%s must be %s, not %s".formatted(key, expected, yaml.kind()));
    return OptionalLong.empty();
  }

  private static Optional<Unit> unit(Settings settings) {
    return settings.choice(
        "unit",
        UNITS,
        word -> Arrays.stream(Unit.values()).filter(unit -> unit.label().equals(word)).findFirst());
  }

  private static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
