package dev.tidemark.testing.oracle.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One query to Spark; {@link Views} has the tables that it may use. */
@FunctionalInterface
interface Query {
  Dataset<Row> ask(SparkSession spark);

  static Query sql(String text) {
    return spark -> spark.sql(text);
  }
}
