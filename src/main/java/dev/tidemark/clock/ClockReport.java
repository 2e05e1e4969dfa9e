package dev.tidemark.clock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.schema.Field.Unit;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Shows clocks to a person as a table, and to a program as rows of JSON. */
public final class ClockReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HEAD =
      List.of(
          "device",
          "readings",
          "verdict",
          "unit",
          "epoch",
          "offset",
          "drift",
          "segments",
          "median",
          "p99",
          "largest");

  /** The columns of text, which begin at the left. */
  private static final List<Integer> TEXTS = List.of(0, 2, 3, 4);

  /** Of a clock that jumps more often, only these segments are shown. */
  private static final int MOST_SEGMENTS = 5;

  /** Of more devices, a sentence names only these. */
  private static final int MOST_NAMES = 3;

  private static final int LONGEST_NAME = 40;

  private ClockReport() {}

  /**
   * The lines of a table, a device each: where its clock stands to the arrivals, and how late
   * readings are once it is corrected. The segments of a clock that jumps follow its line.
   *
   * @param shown makes the name of a device one that a terminal can show
   */
  public static List<String> table(List<DeviceClock> clocks, UnaryOperator<String> shown) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    clocks.forEach(clock -> rows.add(row(clock, shown)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      lines.add(aligned(rows.get(i), widths));
      if (i > 0) {
        lines.addAll(segments(clocks.get(i - 1).correction().segments()));
      }
    }
    return lines;
  }

  /** A clock as a row of JSON. */
  public static String json(DeviceClock clock) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("device", clock.device());
    row.put("readings", clock.readings());
    row.put("verdict", clock.verdict().label());
    row.put("unit", unit(clock));
    row.put("declared_unit", unit(clock.correction().written()));
    row.put("epoch", clock.scale().epoch().label());
    row.put("pauses", clock.pauses());
    row.put("sets", clock.sets());
    if (clock.scale().isKnown()) {
      Residuals residuals = clock.residuals();
      row.put("median_ms", millis(residuals.median()));
      row.put("p99_ms", millis(residuals.p99()));
      row.put("largest_ms", millis(residuals.largest()));
    }
    row.put("segments", clock.correction().segments().stream().map(ClockReport::json).toList());
    try {
      return JSON.writeValueAsString(row);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a row in memory cannot fail", e);
    }
  }

  private static Map<String, Object> json(ClockSegment segment) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("from", ClockTableWriter.instant(segment.from()));
    row.put("to", ClockTableWriter.instant(segment.to()));
    row.put("subtract_ns", segment.subtract());
    row.put("drift_ppm", BigDecimal.valueOf(segment.driftPpb(), 3));
    return row;
  }

  private static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(nanos, 6);
  }

  private static List<String> row(DeviceClock clock, UnaryOperator<String> shown) {
    DeviceCorrection correction = clock.correction();
    List<String> row = new ArrayList<>();
    row.add(name(clock.device(), shown));
    row.add(String.format(Locale.ROOT, "%,d", clock.readings()));
    row.add(clock.verdict().label());
    row.add(unit(clock) + (clock.isOfAnotherUnit() ? ", not " + unit(correction.written()) : ""));
    row.add(clock.scale().epoch().label());
    if (!clock.scale().isKnown()) {
      row.addAll(Collections.nCopies(HEAD.size() - row.size(), "-"));
      return row;
    }
    row.add(offset(clock));
    row.add(drift(correction.segments()));
    row.add(jumps(clock));
    row.add(shortMillis(clock.residuals().median()));
    row.add(shortMillis(clock.residuals().p99()));
    row.add(shortMillis(clock.residuals().largest()));
    return row;
  }

  /**
   * A sentence on the devices whose event times count another unit than the schema says, and what
   * to do; empty where there are none.
   *
   * @param eventTime the field of the event times
   * @param shown makes the name of a device one that a terminal can show
   */
  public static Optional<String> otherUnits(
      List<DeviceClock> clocks, String eventTime, UnaryOperator<String> shown) {
    List<DeviceClock> others = clocks.stream().filter(DeviceClock::isOfAnotherUnit).toList();
    if (others.isEmpty()) {
      return Optional.empty();
    }
    List<String> units = others.stream().map(ClockReport::unit).distinct().sorted().toList();
    String declared = unit(others.get(0).correction().written());
    boolean isOfAll = others.size() == clocks.size() && units.size() == 1;
    return Optional.of(
        "%s of %s counts %s, not %s as the schema declares: %s"
            .formatted(
                eventTime,
                isOfAll ? "all devices" : names(others, shown),
                String.join(" or ", units),
                declared,
                isOfAll
                    ? "declare it in the pipeline file, %s: {type: integer, unit: %s}"
                        .formatted(eventTime, units.get(0))
                    : "--write=FILE makes a table that also corrects the unit of these devices"));
  }

  private static String names(List<DeviceClock> clocks, UnaryOperator<String> shown) {
    String some =
        clocks.stream()
            .limit(MOST_NAMES)
            .map(clock -> name(clock.device(), shown))
            .collect(Collectors.joining(", "));
    return clocks.size() <= MOST_NAMES
        ? some
        : String.format(Locale.ROOT, "%s and %,d more", some, clocks.size() - MOST_NAMES);
  }

  private static String name(String device, UnaryOperator<String> shown) {
    String name = device.isEmpty() ? "(no name)" : shown.apply(device);
    int letters = name.codePointCount(0, name.length());
    return letters <= LONGEST_NAME
        ? name
        : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME - 3)) + "...";
  }

  private static String unit(Unit unit) {
    return unit == Unit.NONE ? "iso" : unit.label();
  }

  /** What its event times count; of a mix, all units. */
  private static String unit(DeviceClock clock) {
    List<Unit> units = clock.scale().units();
    return units.isEmpty()
        ? "unknown"
        : units.stream().map(ClockReport::unit).collect(Collectors.joining(" and "));
  }

  /** How far a clock is off, at least and at most; of one that counts from boot, when that was. */
  private static String offset(DeviceClock clock) {
    List<ClockSegment> segments = clock.correction().segments();
    if (clock.scale().isFromBoot()) {
      return "boot " + ClockTableWriter.instant(Nanos.minus(0, segments.get(0).subtract()));
    }
    long least = segments.stream().mapToLong(ClockSegment::subtract).min().orElseThrow();
    long most = segments.stream().mapToLong(ClockSegment::subtract).max().orElseThrow();
    return least == most ? shift(most) : "%s to %s".formatted(shift(least), shift(most));
  }

  private static String shift(long nanos) {
    String seconds =
        String.format(
            Locale.ROOT,
            "%,.3f s",
            BigDecimal.valueOf(nanos, 9).abs().setScale(3, RoundingMode.HALF_UP));
    return nanos == 0 ? seconds : seconds + (nanos > 0 ? " ahead" : " behind");
  }

  private static List<String> segments(List<ClockSegment> segments) {
    List<String> lines = new ArrayList<>();
    for (ClockSegment segment : segments.size() < 2 ? List.<ClockSegment>of() : segments) {
      if (lines.size() == MOST_SEGMENTS) {
        lines.add(
            String.format(
                Locale.ROOT,
                "  and %,d more segments, which --output=FILE has",
                segments.size() - MOST_SEGMENTS));
        return lines;
      }
      lines.add(
          "  %s to %s: %s%s"
              .formatted(
                  ClockTableWriter.instant(segment.from()),
                  ClockTableWriter.instant(segment.to()),
                  shift(segment.subtract()),
                  segment.driftPpb() == 0 ? "" : ", " + parts(segment.driftPpb()) + " ppm"));
    }
    return lines;
  }

  private static String drift(List<ClockSegment> segments) {
    List<Long> drifts =
        segments.stream().map(ClockSegment::driftPpb).filter(ppb -> ppb != 0).sorted().toList();
    if (drifts.isEmpty()) {
      return "-";
    }
    String least = parts(drifts.get(0));
    String most = parts(drifts.get(drifts.size() - 1));
    return (least.equals(most) ? least : least + " to " + most) + " ppm";
  }

  private static String parts(long ppb) {
    return String.format(Locale.ROOT, "%+.1f", BigDecimal.valueOf(ppb, 3));
  }

  private static String jumps(DeviceClock clock) {
    List<String> jumps = new ArrayList<>();
    if (clock.pauses() > 0) {
      jumps.add(
          clock.pauses() == 1
              ? "1 pause"
              : String.format(Locale.ROOT, "%,d pauses", clock.pauses()));
    }
    if (clock.sets() > 0) {
      jumps.add(
          clock.sets() == 1
              ? "set once"
              : String.format(Locale.ROOT, "set %,d times", clock.sets()));
    }
    String count = String.format(Locale.ROOT, "%,d", clock.correction().segments().size());
    return jumps.isEmpty() ? count : "%s (%s)".formatted(count, String.join(", ", jumps));
  }

  private static String shortMillis(long nanos) {
    return String.format(
        Locale.ROOT, "%,.1f ms", BigDecimal.valueOf(nanos, 6).setScale(1, RoundingMode.HALF_UP));
  }

  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? "" : "  ")
          .append(TEXTS.contains(i) ? row.get(i) + space : space + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
