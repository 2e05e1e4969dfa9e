package dev.tidemark.spec;

import dev.tidemark.eventtime.Firing;
import dev.tidemark.eventtime.WindowKind;
import dev.tidemark.eventtime.Windowing;
import dev.tidemark.eventtime.Windowing.Accumulation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a {@code windowing} mapping. */
final class WindowingSettings {
  private static final List<String> TYPES = List.of("fixed", "sliding", "sessions", "global");

  private WindowingSettings() {}

  static Windowing read(Settings windowing) {
    windowing.required("type", "one of " + String.join(", ", TYPES));
    String type =
        windowing
            .choice("type", TYPES, word -> Optional.of(word).filter(TYPES::contains))
            .orElse("unknown");
    WindowKind kind =
        switch (type) {
          case "fixed" -> WindowKind.Sliding.fixed(size(windowing));
          case "sliding" -> sliding(windowing);
          case "sessions" ->
              new WindowKind.Sessions(
                  windowing.positiveDuration("gap", "the pause that ends a session"));
          default -> new WindowKind.Global();
        };
    Optional<Duration> allowedLateness = windowing.duration("allowed_lateness");
    if (kind instanceof WindowKind.Global && allowedLateness.isPresent()) {
      windowing
          .problems()
          .add(windowing.at("allowed_lateness"), "nothing is ever too late for a global window");
    }
    Windowing read =
        new Windowing(
            kind,
            allowedLateness.orElse(Windowing.FOR_EVER),
            firing(windowing),
            accumulation(windowing));
    // What an unknown type would take cannot be known.
    if (!type.equals("unknown")) {
      windowing.reportUnknownKeys();
    }
    return read;
  }

  private static WindowKind.Sliding sliding(Settings windowing) {
    Duration size = size(windowing);
    Duration period = windowing.positiveDuration("period", "how often a window starts");
    if (period.compareTo(size) > 0) {
      windowing
          .problems()
          .add(windowing.at("period"), "period is longer than size: readings between are lost");
    }
    return new WindowKind.Sliding(size, period);
  }

  private static Duration size(Settings windowing) {
    return windowing.positiveDuration("size", "how long a window lasts");
  }

  private static Firing firing(Settings windowing) {
    Settings trigger = windowing.nested("trigger");
    Firing firing =
        new Firing(
            trigger.duration("early").orElse(Firing.NEVER),
            trigger.duration("late").orElse(Duration.ZERO));
    trigger.reportUnknownKeys();
    return firing;
  }

  private static Accumulation accumulation(Settings windowing) {
    List<String> words = List.of("accumulating", "discarding");
    return windowing
        .choice(
            "accumulation",
            words,
            word ->
                Optional.of(word)
                    .filter(words::contains)
                    .map(known -> Accumulation.valueOf(known.toUpperCase(Locale.ROOT))))
        .orElse(Accumulation.ACCUMULATING);
  }
}
