package dev.tidemark.aggregate;

import dev.tidemark.time.WindowFnSpec;
import dev.tidemark.time.WindowingSpec;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.metrics.StringSetResult;

/**
 * Reports as metrics which windows of a stream hold readings: for each step the set of their ends.
 * Windows of several keys with the same bounds count as one. Sessions are not reported, because
 * which of them are one is known only where all readings of a key are together.
 */
public final class WindowMetrics {
  private static final String NAMESPACE = "tidemark.windows";

  /** Beam adds nothing to a set of a million characters, so a set near that may be incomplete. */
  private static final int MAX_CHARACTERS = 900_000;

  private WindowMetrics() {}

  /** Whether a step's windows are reported: those of any key have the same bounds. */
  static boolean isReported(WindowingSpec windowing) {
    return windowing.windowFn() instanceof WindowFnSpec.Sliding;
  }

  /** Reports that a step has put readings into windows. */
  static void report(String step, WindowingSpec windowing, Set<Long> ends) {
    String name = windowing.allowedLateness().toMillis() + " " + step;
    Metrics.stringSet(NAMESPACE, name)
        .add(ends.stream().map(String::valueOf).toArray(String[]::new));
  }

  /**
   * How many windows of each step hold readings and still accept more, because the watermark has
   * not passed their end plus the allowed lateness.
   *
   * @param watermark ms since 1970
   */
  public static Map<String, Long> open(MetricResults metrics, long watermark) {
    MetricsFilter ours =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(NAMESPACE)).build();
    Map<String, Long> open = new TreeMap<>();
    for (MetricResult<StringSetResult> step : metrics.queryMetrics(ours).getStringSets()) {
      String[] latenessAndStep = step.getName().getName().split(" ", 2);
      long lateness = Long.parseLong(latenessAndStep[0]);
      Set<String> ends = step.getAttempted().getStringSet();
      if (ends.stream().mapToInt(String::length).sum() < MAX_CHARACTERS) {
        long count =
            ends.stream().filter(end -> watermark - Long.parseLong(end) < lateness).count();
        open.merge(latenessAndStep[1], count, Long::sum);
      }
    }
    return open;
  }
}
