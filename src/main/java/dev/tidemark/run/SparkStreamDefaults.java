package dev.tidemark.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What counts for a stream on Spark where nothing else is said. */
final class SparkStreamDefaults {
  private static final String BATCH_INTERVAL = "batchIntervalMillis";

  /** Beam's own. */
  private static final String BEAM_MS = "500";

  /**
   * A micro-batch costs half a second and more of a core, whatever there is to read. Where they
   * cannot all be done in their time they queue up, and Spark keeps what belongs to them.
   */
  private static final String FOLLOW_MS = "2000";

  private SparkStreamDefaults() {}

  /**
   * Options of the Spark runner, by name.
   *
   * @param output the output directory
   */
  static Map<String, String> of(RunOptions options, String output) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put(
        "checkpointDir", options.stream.checkpoint.orElse(output + "/" + StreamOutput.CHECKPOINT));
    if (options.stream.mode == Mode.follow) {
      defaults.put(BATCH_INTERVAL, FOLLOW_MS);
      // Beam gives a tenth of the interval to reading: too little to catch up.
      defaults.put("readTimePercentage", "0.3");
    }
    if (options.stream.checkpoint.isPresent()) {
      // With each micro-batch: else the last ones would be read again, and not as they were.
      defaults.put("checkpointDurationMillis", batchInterval(options));
    }
    return defaults;
  }

  private static String batchInterval(RunOptions options) {
    return options.forRunner.stream()
        .filter(option -> Arguments.nameOf(option).equals(BATCH_INTERVAL))
        .map(option -> option.replaceFirst(".*=", ""))
        .reduce(
            options.stream.mode == Mode.follow ? FOLLOW_MS : BEAM_MS,
            (weaker, stronger) -> stronger);
  }
}
