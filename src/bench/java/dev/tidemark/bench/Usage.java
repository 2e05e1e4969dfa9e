package dev.tidemark.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run of a contender took.
 *
 * @param wallMs from the start of the process to its end
 * @param cpuMs user and system time of all its threads
 * @param peakKib the most memory it had resident; 0 if unknown
 */
record Usage(long wallMs, long cpuMs, long peakKib) {
  /** The median of each figure. */
  static Usage median(List<Usage> usages) {
    return new Usage(
        median(usages, Usage::wallMs),
        median(usages, Usage::cpuMs),
        median(usages, Usage::peakKib));
  }

  private static long median(List<Usage> usages, ToDoubleFunction<Usage> figure) {
    return Math.round(Spread.of(usages.stream().mapToDouble(figure).toArray()).median());
  }
}
