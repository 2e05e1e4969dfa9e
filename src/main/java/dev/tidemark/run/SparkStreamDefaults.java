package dev.tidemark.run;

import java.util.LinkedHashMap;
import java.util.Map;

/** What counts for a stream on Spark where nothing else is said. */
final class SparkStreamDefaults {
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
    if (options.stream.checkpoint.isPresent()) {
      // With each micro-batch: else the last ones would be read again, and not as they were.
      defaults.put("checkpointDurationMillis", batchInterval(options));
    }
    return defaults;
  }

  private static String batchInterval(RunOptions options) {
    return options.forRunner.stream()
        .filter(option -> Arguments.nameOf(option).equals("batchIntervalMillis"))
        .map(option -> option.replaceFirst(".*=", ""))
        .reduce("500", (weaker, stronger) -> stronger);
  }
}
