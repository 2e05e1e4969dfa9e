package dev.tidemark.runner.spark;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.util.ManualClock;

/**
 * The system properties that Spark's settings come from. Beam makes the {@code SparkConf} itself,
 * from the system properties alone; to give Beam a context instead would mean to repeat what its
 * {@code SparkContextFactory} sets. So what spark-submit decides is read here, and what Tidemark
 * decides is set here, right before a pipeline starts.
 */
final class SparkProperties {
  private static final String MASTER = "spark.master";
  private static final String HADOOP_PREFIX = "spark.hadoop.";

  /** Read by Spark's {@code StreamingContext}. */
  private static final String CLOCK = "spark.streaming.clock";

  private SparkProperties() {}

  /** The master that spark-submit has chosen; empty if something else has started this process. */
  static Optional<String> submittedMaster() {
    return Optional.ofNullable(System.getProperty(MASTER));
  }

  /** Sets properties where the process was not started with others. */
  static void setDefaults(Map<String, String> defaults) {
    defaults.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  /** Hadoop's properties among Spark's, by Hadoop's names: those that are set, then defaults. */
  static Map<String, String> ofHadoop(Map<String, String> defaults) {
    Map<String, String> all = new TreeMap<>(defaults);
    System.getProperties().stringPropertyNames().forEach(it -> all.put(it, System.getProperty(it)));
    Map<String, String> ofHadoop = new TreeMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(HADOOP_PREFIX)) {
            ofHadoop.put(name.substring(HADOOP_PREFIX.length()), value);
          }
        });
    return ofHadoop;
  }

  /** Makes the next stream of this process use a clock that Tidemark sets. */
  static void useManualClock() {
    System.setProperty(CLOCK, ManualClock.class.getName());
  }

  /** Makes streams use Spark's own clock again. */
  static void useOwnClock() {
    System.clearProperty(CLOCK);
  }
}
