package dev.tidemark.pipeline.settings;

import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import dev.tidemark.time.WindowingSpec.Accumulation;
import dev.tidemark.yaml.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a {@code windowing} mapping. */
public final class WindowingSettings {
  private static final List<String> TYPES = List.of("fixed", "sliding", "sessions", "global");

  /** Replaces a wrong duration; nothing runs while there are problems. */
  private static final Duration STAND_IN = Duration.ofSeconds(1);

  /** The name of {@code accumulation} in Beam. */
  private static final String ACCUMULATION_MODE = "accumulation_mode";

  private WindowingSettings() {}

  /** How many sliding windows a reading may be in: each keeps its own results. */
  public static final long MAX_WINDOWS = 10_000;

  /** The period of sliding windows, and its names in other systems. */
  private static final List<String> PERIODS = List.of("period", "slide", "every", "hop", "step");

  public static WindowingSpec read(Settings windowing) {
    windowing.required("type", "one of " + String.join(", ", TYPES));
    Optional<String> type =
        windowing.choice("type", TYPES, word -> Optional.of(word).filter(TYPES::contains));
    WindowFnSpec windowFn =
        type.map(known -> windowFn(known, windowing)).orElseGet(() -> any(windowing));
    Optional<Duration> allowedLateness = windowing.duration("allowed_lateness");
    if (type.filter("global"::equals).isPresent() && allowedLateness.isPresent()) {
      windowing
          .problems()
          .add(windowing.at("allowed_lateness"), "nothing is ever too late for a global window");
    }
    WindowingSpec read =
        new WindowingSpec(
            windowFn,
            allowedLateness.orElse(WindowingSpec.FOR_EVER),
            TriggerSettings.read(windowing),
            accumulation(windowing));
    windowing.reportUnknownKeys();
    return read;
  }

  private static WindowFnSpec windowFn(String type, Settings windowing) {
    refuseKeysOfOthers(type, windowing);
    return switch (type) {
      case "fixed" -> WindowFnSpec.Sliding.fixed(size(windowing).orElse(STAND_IN));
      case "sliding" -> sliding(windowing);
      case "sessions" ->
          new WindowFnSpec.Sessions(
              windowing.requiredPositiveDuration("gap", "the pause that ends a session"));
      default -> new WindowFnSpec.Global();
    };
  }

  private static void refuseKeysOfOthers(String type, Settings windowing) {
    if (type.equals("fixed")) {
      for (String period : PERIODS) {
        windowing.refuse(
            period,
            "fixed windows do not overlap; for windows that do, use type: sliding with 'size' and"
                + " 'period'");
      }
    }
    if (!type.equals("sessions")) {
      windowing.refuse("gap", type + " windows have no gap; use type: sessions");
    } else {
      windowing.refuse("size", "session windows have no size; 'gap' is the pause that ends one");
    }
    if (type.equals("global")) {
      windowing.refuse(
          "size", "the global window has no size; for windows of a size use type: fixed");
    }
  }

  /** Checks the other keys beside an unknown type: any key of a known type may be right. */
  private static WindowFnSpec any(Settings windowing) {
    List.of("size", "period", "gap").forEach(windowing::positiveDuration);
    return new WindowFnSpec.Global();
  }

  private static WindowFnSpec.Sliding sliding(Settings windowing) {
    Optional<Duration> size = size(windowing);
    List<String> otherWords = PERIODS.stream().skip(1).filter(windowing::holds).toList();
    otherWords.forEach(word -> windowing.refuse(word, "'" + word + "' is called 'period' here"));
    if (otherWords.isEmpty()) {
      windowing.required("period", "how often a window starts");
    }
    Optional<Duration> period = windowing.positiveDuration("period");
    if (size.isEmpty() || period.isEmpty()) {
      return WindowFnSpec.Sliding.fixed(STAND_IN);
    }
    if (period.get().compareTo(size.get()) > 0) {
      windowing
          .problems()
          .add(
              windowing.at("period"),
              "period is longer than size: readings between windows would be lost");
    }
    long windows = -Math.floorDiv(-size.get().toMillis(), period.get().toMillis());
    if (windows > MAX_WINDOWS) {
      windowing
          .problems()
          .add(
              windowing.at("period"),
              "each reading would be in %,d windows; at most %,d are allowed: use a longer period or a shorter size"
                  .formatted(windows, MAX_WINDOWS));
    }
    return new WindowFnSpec.Sliding(size.get(), period.get());
  }

  private static Optional<Duration> size(Settings windowing) {
    windowing.required("size", "how long a window lasts");
    return windowing.positiveDuration("size");
  }

  private static Accumulation accumulation(Settings windowing) {
    List<String> words = List.of("accumulating", "discarding");
    String key = "accumulation";
    if (windowing.holds(ACCUMULATION_MODE)) {
      windowing.refuse(key, "'accumulation' and 'accumulation_mode' mean the same; keep one");
      key = ACCUMULATION_MODE;
    }
    return windowing
        .choice(
            key,
            words,
            word ->
                Optional.of(word)
                    .filter(words::contains)
                    .map(known -> Accumulation.valueOf(known.toUpperCase(Locale.ROOT))))
        .orElse(Accumulation.ACCUMULATING);
  }
}
