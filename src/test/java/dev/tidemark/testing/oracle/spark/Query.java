package dev.tidemark.testing.oracle.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One question to Spark; {@link Views} has the tables that it may ask. */
@FunctionalInterface
interface Query {
  Dataset<Row> ask(SparkSession spark);

  static Query sql(String text) {
    return spark -> spark.sql(text);
  }
}
