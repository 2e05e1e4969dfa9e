package dev.tidemark.testing.oracle.spark;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/** Spark inside this process, for small data. */
public final class LocalSpark {
  private LocalSpark() {}

  /** A session that listens only on this machine and prints times in UTC. */
  public static SparkSession start(Path folder) {
    // Before Spark, finding no log configuration, installs its own.
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
        // Compiling each query would take longer than running it.
        .config("spark.sql.codegen.wholeStage", false)
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.adaptive.enabled", false)
        .getOrCreate();
  }
}
