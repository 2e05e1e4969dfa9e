package dev.tidemark.testing.oracle.spark;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/** Spark inside this process, for small data. */
public final class LocalSpark {
  private LocalSpark() {}

  /** A session that listens on this machine alone and prints times in UTC. */
  public static SparkSession start(Path folder) {
    // Before Spark finds no configuration of logs, and takes its own.
    Configurator.setRootLevel(Level.OFF);
    return SparkSession.builder()
        .master("local[2]")
        .appName("oracle")
        .config("spark.ui.enabled", false)
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", 2)
        // To compile each query would take longer than to run it.
        .config("spark.sql.codegen.wholeStage", false)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", false)
        .getOrCreate();
  }
}
