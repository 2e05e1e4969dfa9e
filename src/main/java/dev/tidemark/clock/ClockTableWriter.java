package dev.tidemark.clock;

import dev.tidemark.schema.Field.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes the clocks that need correction as a table, which {@link ClockTableReader} reads. */
public final class ClockTableWriter {
  private ClockTableWriter() {}

  /**
   * The lines of a table.
   *
   * @param timestamp the field of the event times
   * @param written what its numbers count by the schema
   */
  public static List<String> lines(List<DeviceClock> clocks, String timestamp, Unit written) {
    List<DeviceClock> wrong = clocks.stream().filter(DeviceClock::needsCorrection).toList();
    List<String> lines = new ArrayList<>();
    lines.add("# How the clocks of devices are corrected: AssignTimestamps takes this file as");
    lines.add("#   clock: {table: FILE}");
    lines.add("# A device's segment applies to event times from 'from' to 'to', as the device has");
    lines.add("# them, and after 'to' until the next segment; the last one to all that follow.");
    lines.add("# 'subtract' is how far the clock is ahead at 'from'; below zero, it is behind.");
    lines.add("# 'drift_ppm' is how much it gains from there, in parts per million.");
    lines.add("# Devices that are not in this table are right.");
    lines.add("version: " + ClockTableReader.VERSION);
    lines.add("timestamp: " + quoted(timestamp));
    if (written != Unit.NONE) {
      lines.add("unit: " + written.label());
    }
    lines.add(wrong.isEmpty() ? "devices: []" : "devices:");
    wrong.forEach(clock -> addDevice(clock, lines));
    return lines;
  }

  private static void addDevice(DeviceClock clock, List<String> lines) {
    DeviceCorrection correction = clock.correction();
    lines.add("  - device: " + quoted(clock.device()));
    lines.add(
        "    verdict: %s # the clock %s"
            .formatted(clock.verdict().label(), clock.verdict().meaning()));
    if (clock.isOfAnotherUnit()) {
      lines.add(
          "    unit: %s # what its numbers count, whatever the schema says"
              .formatted(correction.unit().label()));
    }
    lines.add("    segments:");
    correction.segments().forEach(segment -> lines.add("      - " + segment(segment)));
  }

  private static String segment(ClockSegment segment) {
    return "{from: %s, to: %s, subtract: %s%s}"
        .formatted(
            instant(segment.from()),
            instant(segment.to()),
            seconds(segment.subtract()),
            segment.driftPpb() == 0 ? "" : ", drift_ppm: " + partsPerMillion(segment));
  }

  /** An instant, to the ns. */
  static String instant(long nanos) {
    // What is earlier by less than a second has no whole seconds in 64 bits of ns.
    long held = Math.max(nanos, Long.MIN_VALUE + Nanos.PER_SECOND);
    return Instant.ofEpochSecond(
            Math.floorDiv(held, Nanos.PER_SECOND), Math.floorMod(held, Nanos.PER_SECOND))
        .toString();
  }

  /** A span in seconds, to the ns. */
  static String seconds(long nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, 9).stripTrailingZeros();
    return seconds.setScale(Math.max(0, seconds.scale())).toPlainString() + "s";
  }

  private static String partsPerMillion(ClockSegment segment) {
    return BigDecimal.valueOf(segment.driftPpb(), 3).stripTrailingZeros().toPlainString();
  }

  /** A text in double quotes, as JSON and YAML have it. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(
            letter -> {
              if (letter == '"' || letter == '\\') {
                quoted.append('\\').append((char) letter);
              } else if (letter < ' ' || letter >= 127) {
                quoted.append("\\u%04x".formatted(letter));
              } else {
                quoted.append((char) letter);
              }
            });
    return quoted.append('"').toString();
  }
}
