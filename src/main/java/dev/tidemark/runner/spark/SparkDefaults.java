package dev.tidemark.runner.spark;

import dev.tidemark.runner.StreamPace;
import dev.tidemark.runner.StreamState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.spark.SparkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** The Spark runner's options where the user gives none. */
final class SparkDefaults {
  /**
   * What several steps of a batch read, and may be larger than the memory. By Beam's own default,
   * the rest would be computed again for each step: more than twice the work, as measured. It is
   * kept as bytes: to account for objects, Spark looks through them all, which took a third of a
   * run; and Beam decodes in place what comes back from disk, which then grows beyond that account.
   */
  private static final String STORAGE = "MEMORY_AND_DISK_SER";

  private static final String BATCH_INTERVAL = "batchIntervalMillis";

  /**
   * A micro-batch costs half a second or more of a core, however little there is to read, and each
   * state that a checkpoint keeps adds to that.
   */
  private static final String INTERVAL_MS = "2000";

  /**
   * What a micro-batch reads where nothing waits for its results: a million readings, which take
   * some 40 MB as bytes.
   */
  private static final String BATCHES_READ = "256";

  /** A micro-batch reads no longer, on a slow machine. */
  private static final String MAX_READ_MS = "10000";

  private static final String LONG_INTERVAL_MS = "20000";

  private SparkDefaults() {}

  static Map<String, String> of(StreamState state, StreamPace pace, List<String> given) {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("storageLevel", STORAGE);
    defaults.put("checkpointDir", state.directory());
    if (pace == StreamPace.AS_FAST_AS_POSSIBLE && !state.survivesCrash()) {
      defaults.put("maxRecordsPerBatch", BATCHES_READ);
      defaults.put("minReadTimeMillis", MAX_READ_MS);
      // It must be longer; no time passes by it, as the next micro-batch begins when it can.
      defaults.put(BATCH_INTERVAL, LONG_INTERVAL_MS);
    }
    if (state.survivesCrash() || pace == StreamPace.ENDLESS) {
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

  /** Whether a micro-batch ends with a number of batches that it has read. */
  static boolean readsByNumber(PipelineOptions options) {
    return options.as(SparkPipelineOptions.class).getMaxRecordsPerBatch() > 0;
  }

  private static String batchInterval(List<String> given) {
    String option = "--" + BATCH_INTERVAL + "=";
    return given.stream()
        .filter(arg -> arg.startsWith(option))
        .map(arg -> arg.substring(option.length()))
        .reduce(INTERVAL_MS, (weaker, stronger) -> stronger);
  }
}
