package dev.tidemark.job;

import dev.tidemark.output.RunPaths;
import dev.tidemark.output.StreamOutput;
import dev.tidemark.storage.PathOrUri;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What counts for a stream on Spark where nothing else is said. */
final class SparkStreamDefaults {
  private static final String BATCH_INTERVAL = "batchIntervalMillis";

  /**
   * A micro-batch costs half a second and more of a core, whatever there is to read, and each state
   * that a checkpoint keeps adds to that. In a replay without one, Beam's own 500 ms say no more
   * than for how long a micro-batch reads.
   */
  private static final String INTERVAL_MS = "2000";

  private SparkStreamDefaults() {}

  /**
   * Options of the Spark runner, by name.
   *
   * @param paths of the run; Hadoop takes a relative one with a colon for a URI
   */
  static Map<String, String> of(RunOptions options, RunPaths paths) {
    Optional<PathOrUri> checkpoint = paths.checkpoint();
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put(
        "checkpointDir",
        checkpoint
            .map(place -> place.absolute().path())
            .orElseGet(() -> paths.output().absolute().path() + "/" + StreamOutput.CHECKPOINT));
    if (checkpoint.isPresent() || options.stream.mode == Mode.follow) {
      defaults.put(BATCH_INTERVAL, INTERVAL_MS);
      // Beam gives a tenth of the interval to reading: too little to catch up.
      defaults.put("readTimePercentage", "0.3");
    }
    if (checkpoint.isPresent()) {
      // With each micro-batch: else the last ones would be read again, and not as they were.
      defaults.put("checkpointDurationMillis", batchInterval(options));
    }
    return defaults;
  }

  private static String batchInterval(RunOptions options) {
    return options.forRunner.stream()
        .filter(option -> Arguments.nameOf(option).equals(BATCH_INTERVAL))
        .map(option -> option.replaceFirst(".*=", ""))
        .reduce(INTERVAL_MS, (weaker, stronger) -> stronger);
  }
}
