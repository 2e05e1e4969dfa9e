package dev.tidemark.progress;

import dev.tidemark.row.JsonRow;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A line about the progress of a run.
 *
 * @param news what makes the line worth logging
 * @param rest details that alone do not, such as the time since the run has begun
 */
record ProgressLine(String news, String rest) {
  private static final double MEGABYTE = 1e6;

  /**
   * Describes the progress of a batch run.
   *
   * @param of bytes of all input
   */
  static ProgressLine ofBatch(StreamStatus status, long read, long of) {
    if (read >= of) {
      return new ProgressLine("reading done; computing and writing", time(status));
    }
    if (read == 0 || status.elapsed().isZero()) {
      return new ProgressLine("reading", time(status));
    }
    double seconds = status.elapsed().toMillis() / 1e3;
    Duration left = Duration.ofSeconds((long) Math.ceil(seconds / read * (of - read)));
    return new ProgressLine(
        String.format(
            Locale.ROOT,
            "%d %% (%s of %s MB)",
            read * 100 / of,
            megabytes(read, of),
            megabytes(of, of)),
        String.format(
            Locale.ROOT,
            ", %,d readings/s, about %s left",
            status.readingsPerSecond(),
            text(left)));
  }

  /** Describes the progress of a stream. */
  static ProgressLine ofStream(StreamStatus status) {
    String waiting = status.waiting().map(wait -> "; waiting for " + wait.forWhom()).orElse("");
    String readings =
        String.format(Locale.ROOT, "%,d readings parsed%s", status.readings(), waiting);
    if (status.behindMs().isEmpty()) {
      return new ProgressLine(readings, time(status));
    }
    String news =
        String.format(
            Locale.ROOT,
            "%s; watermark %s, %s the newest arrival%s; rows %s",
            readings,
            JsonRow.windowBound(status.watermark().getAsLong()),
            distance(status.behindMs().getAsLong()),
            status.openWindows().isEmpty() ? "" : "; open windows " + counts(status.openWindows()),
            counts(status.rows()));
    return new ProgressLine(news, time(status));
  }

  @Override
  public String toString() {
    return "tidemark: " + news + rest;
  }

  /** After an idle timeout the watermark may be ahead. */
  private static String distance(long behindMs) {
    return text(Duration.ofMillis(Math.abs(behindMs))) + (behindMs < 0 ? " ahead of" : " behind");
  }

  private static String time(StreamStatus status) {
    return ", " + text(Duration.ofSeconds(status.elapsed().toSeconds()));
  }

  /** Formats a duration: {@code 0.5 s}, {@code 14 min 35 s}, {@code 1 d 0 h 14 min}. */
  static String text(Duration duration) {
    if (duration.toMillis() < 10_000 && duration.toMillisPart() > 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
    if (duration.toMinutes() < 1) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() < 1) {
      return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    return duration.toDays() < 1
        ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
        : duration.toDays()
            + " d "
            + duration.toHoursPart()
            + " h "
            + duration.toMinutesPart()
            + " min";
  }

  /** With a decimal where all is less than ten. */
  private static String megabytes(long bytes, long ofAll) {
    String format = ofAll < 10 * MEGABYTE ? "%,.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, bytes / MEGABYTE);
  }

  private static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(count -> count.getKey() + " " + count.getValue())
        .collect(Collectors.joining(", "));
  }
}
