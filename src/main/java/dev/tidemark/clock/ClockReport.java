package dev.tidemark.clock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.schema.Field.Unit;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    row.put("unit", unit(clock.correction().unit()));
    row.put("epoch", epoch(clock));
    row.put("pauses", clock.pauses());
    row.put("sets", clock.sets());
    Residuals residuals = clock.residuals();
    row.put("median_ms", millis(residuals.median()));
    row.put("p99_ms", millis(residuals.p99()));
    row.put("largest_ms", millis(residuals.largest()));
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
    boolean isOther = correction.unit() != correction.written();
    return List.of(
        name(clock.device(), shown),
        String.format(Locale.ROOT, "%,d", clock.readings()),
        clock.verdict().label(),
        unit(correction.unit()) + (isOther ? ", not " + unit(correction.written()) : ""),
        epoch(clock),
        offset(clock),
        drift(correction.segments()),
        jumps(clock),
        shortMillis(clock.residuals().median()),
        shortMillis(clock.residuals().p99()),
        shortMillis(clock.residuals().largest()));
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

  private static String epoch(DeviceClock clock) {
    return clock.isFromBoot() ? "boot" : "1970";
  }

  /** How far a clock is off, at least and at most; of one that counts from boot, when that was. */
  private static String offset(DeviceClock clock) {
    List<ClockSegment> segments = clock.correction().segments();
    if (clock.isFromBoot()) {
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
