package dev.tidemark.clock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.schema.Field.Unit;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows clocks to a person as a table, and to a program as rows of JSON. */
public final class ClockReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> HEAD =
      List.of(
          "device",
          "readings",
          "verdict",
          "clock",
          "drift",
          "segments",
          "median",
          "p99",
          "largest");

  private ClockReport() {}

  /**
   * The lines of a table, a device each: where its clock stands to the arrivals, and how late
   * readings are once it is corrected.
   */
  public static List<String> table(List<DeviceClock> clocks) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    clocks.forEach(clock -> rows.add(row(clock)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> aligned(row, widths)).toList();
  }

  /** A clock as a row of JSON. */
  public static String json(DeviceClock clock) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("device", clock.device());
    row.put("readings", clock.readings());
    row.put("verdict", clock.verdict().label());
    row.put("from_boot", clock.isFromBoot());
    if (clock.correction().unit() != Unit.NONE) {
      row.put("unit", clock.correction().unit().label());
    }
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

  private static List<String> row(DeviceClock clock) {
    List<ClockSegment> segments = clock.correction().segments();
    return List.of(
        clock.device().isEmpty() ? "(all)" : clock.device(),
        String.format(Locale.ROOT, "%,d", clock.readings()),
        clock.verdict().label(),
        standing(clock),
        drift(segments),
        jumps(clock),
        shortMillis(clock.residuals().median()),
        shortMillis(clock.residuals().p99()),
        shortMillis(clock.residuals().largest()));
  }

  /** Where a clock stands: how far it is ahead of the arrivals at most and at least. */
  private static String standing(DeviceClock clock) {
    DeviceCorrection correction = clock.correction();
    String unit =
        correction.unit() == correction.written()
            ? ""
            : "in %s, not %s; ".formatted(correction.unit().label(), correction.written().label());
    long most = Long.MIN_VALUE;
    long least = Long.MAX_VALUE;
    for (ClockSegment segment : correction.segments()) {
      most = Math.max(most, segment.subtract());
      least = Math.min(least, segment.subtract());
    }
    if (clock.isFromBoot()) {
      return unit + "from boot";
    }
    return unit + (most == least ? shift(most) : "%s to %s".formatted(shift(least), shift(most)));
  }

  private static String shift(long nanos) {
    return String.format(
        Locale.ROOT,
        "%,.3f s %s",
        BigDecimal.valueOf(nanos, 9).abs(),
        nanos > 0 ? "ahead" : "behind");
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
    String count = String.format(Locale.ROOT, "%,d", clock.correction().segments().size());
    List<String> steps = new ArrayList<>();
    if (clock.pauses() > 0) {
      steps.add("%d pauses".formatted(clock.pauses()));
    }
    if (clock.sets() > 0) {
      steps.add("set %d times".formatted(clock.sets()));
    }
    return steps.isEmpty() ? count : "%s (%s)".formatted(count, String.join(", ", steps));
  }

  private static String shortMillis(long nanos) {
    return String.format(Locale.ROOT, "%,.1f ms", BigDecimal.valueOf(nanos, 6));
  }

  private static String aligned(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - row.get(i).length());
      boolean isText = i == 0 || i == 2;
      line.append(i == 0 ? "" : "  ").append(isText ? row.get(i) + space : space + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}
