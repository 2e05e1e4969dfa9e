package dev.tidemark.lateness;

import java.util.List;
import java.util.Map;

/**
 * The settings that a user wants to compare.
 *
 * @param maxDelays ms; none for the usual ones
 * @param byKey ms for {@code allowed_lateness} and {@code within}
 */
public record ChosenSettings(List<Long> maxDelays, Map<String, List<Long>> byKey) {
  /** The values for a key; none for the usual ones. */
  List<Long> graces(String key) {
    return byKey.getOrDefault(key, List.of());
  }
}
