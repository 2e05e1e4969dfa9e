package dev.tidemark.pipeline.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The functions of a {@code Combine}, by the words that pipeline files have for them. */
enum FunctionWord {
  COUNT,
  SUM,
  MEAN,
  MIN,
  MAX,
  DISTINCT,
  COUNT_DISTINCT,
  MIN_BY,
  MAX_BY,
  STDDEV,
  PERCENTILE;

  /** Names that they have in other systems. */
  private static final Map<String, FunctionWord> OTHER_NAMES =
      Map.ofEntries(
          Map.entry("avg", MEAN),
          Map.entry("average", MEAN),
          Map.entry("minimum", MIN),
          Map.entry("maximum", MAX),
          Map.entry("total", SUM),
          Map.entry("collect_set", DISTINCT),
          Map.entry("unique", DISTINCT),
          Map.entry("nunique", COUNT_DISTINCT),
          Map.entry("approx_count_distinct", COUNT_DISTINCT),
          Map.entry("argmin", MIN_BY),
          Map.entry("arg_min", MIN_BY),
          Map.entry("argmax", MAX_BY),
          Map.entry("arg_max", MAX_BY),
          Map.entry("std", STDDEV),
          Map.entry("stddev_samp", STDDEV),
          Map.entry("median", PERCENTILE),
          Map.entry("quantile", PERCENTILE),
          Map.entry("quantile_cont", PERCENTILE),
          Map.entry("percentile_cont", PERCENTILE),
          Map.entry("approx_percentile", PERCENTILE));

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean needsField() {
    return this != COUNT;
  }

  boolean needsNumber() {
    return this == SUM || this == MEAN || this == STDDEV || this == PERCENTILE;
  }

  /** Whether it takes the field that decides which value counts. */
  boolean takesBy() {
    return this == MIN_BY || this == MAX_BY;
  }

  /** Whether it takes a fraction. */
  boolean takesFraction() {
    return this == PERCENTILE;
  }

  static Optional<FunctionWord> byLabel(String label) {
    return Arrays.stream(values()).filter(word -> word.label().equals(label)).findFirst();
  }

  /** The function that has this name in another system. */
  static Optional<FunctionWord> byOtherName(String name) {
    return Optional.ofNullable(OTHER_NAMES.get(name.toLowerCase(Locale.ROOT)));
  }

  static List<String> labels() {
    return Arrays.stream(values()).map(FunctionWord::label).toList();
  }
}
