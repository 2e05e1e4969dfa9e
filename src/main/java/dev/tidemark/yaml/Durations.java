package dev.tidemark.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as pipeline files write them: {@code 500ms}, {@code 10s}, {@code 10m}, {@code 1.5h}.
 */
public final class Durations {
  public static final String EXPECTED = "a duration such as 500ms, 10s, 10m, 2h or 1d";

  /** Ten thousand years: the longest that Beam can pass on to a runner. */
  public static final Duration MAX = Duration.ofDays(3_652_500);

  private static final String IN_WHOLE_MILLIS = "whole milliseconds, such as 2ms";
  private static final String NOT_LONGER = "at most " + MAX.toDays() + "d (10,000 years)";

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,3})?)(ms|s|m|h|d)?");

  /** Without a unit a number means seconds, as in Beam YAML. */
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  public static Optional<Duration> parse(String text) {
    return millis(text)
        .filter(millis -> isWhole(millis) && isHeld(millis))
        .map(millis -> Duration.ofMillis(millis.longValueExact()));
  }

  /** A duration in whole milliseconds, as {@link #parse} reads it: {@code 10m}, {@code 46.462s}. */
  public static String text(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : List.of("d", "h", "m")) {
      if (millis > 0 && millis % MILLIS.get(unit) == 0) {
        return millis / MILLIS.get(unit) + unit;
      }
    }
    return millis > 0 && millis < MILLIS.get("s")
        ? millis + "ms"
        : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "s";
  }

  /** What is expected in place of a text that is not a duration. */
  public static String expected(String text) {
    return millis(text)
        .map(millis -> isHeld(millis) ? IN_WHOLE_MILLIS : NOT_LONGER)
        .orElse(EXPECTED);
  }

  private static Optional<BigDecimal> millis(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String unit = form.group(2) == null ? "s" : form.group(2);
    return Optional.of(new BigDecimal(form.group(1)).multiply(new BigDecimal(MILLIS.get(unit))));
  }

  private static boolean isWhole(BigDecimal millis) {
    return millis.stripTrailingZeros().scale() <= 0;
  }

  private static boolean isHeld(BigDecimal millis) {
    return millis.compareTo(new BigDecimal(MAX.toMillis())) <= 0;
  }
}
