package dev.tidemark.spec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as pipeline files write them: {@code 500ms}, {@code 10s}, {@code 10m}, {@code 1.5h}.
 */
public final class Durations {
  public static final String EXPECTED = "a duration such as 500ms, 10s, 10m, 2h or 1d";

  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h|d)?");

  /** Without a unit a number means seconds, as in Beam YAML. */
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String unit = form.group(2) == null ? "s" : form.group(2);
    return Optional.of(
        Duration.ofMillis(Math.round(Double.parseDouble(form.group(1)) * MILLIS.get(unit))));
  }
}
