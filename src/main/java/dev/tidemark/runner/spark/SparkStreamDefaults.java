package dev.tidemark.runner.spark;

import dev.tidemark.runner.StreamState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Spark runner's options for a stream where the user gives none. */
final class SparkStreamDefaults {
  private static final String BATCH_INTERVAL = "batchIntervalMillis";

  /**
   * A micro-batch costs half a second or more of a core, however little there is to read, and each
   * state that a checkpoint keeps adds to that. In a replay without a checkpoint, Beam's own 500 ms
   * only say how long a micro-batch reads.
   */
  private static final String INTERVAL_MS = "2000";

  private SparkStreamDefaults() {}

  static Map<String, String> of(StreamState state, boolean isEndless, List<String> given) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("checkpointDir", state.directory());
    if (state.survivesCrash() || isEndless) {
      defaults.put(BATCH_INTERVAL, INTERVAL_MS);
      // Beam gives a tenth of the interval to reading: too little to catch up.
      defaults.put("readTimePercentage", "0.3");
    }
    if (state.survivesCrash()) {
      // With each micro-batch: else the last ones would be read again, and differently.
      defaults.put("checkpointDurationMillis", batchInterval(given));
    }
    return defaults;
  }

  private static String batchInterval(List<String> given) {
    String option = "--" + BATCH_INTERVAL + "=";
    return given.stream()
        .filter(arg -> arg.startsWith(option))
        .map(arg -> arg.substring(option.length()))
        .reduce(INTERVAL_MS, (weaker, stronger) -> stronger);
  }
}
