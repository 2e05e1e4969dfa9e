package dev.tidemark.testing.oracle.spark;

import dev.tidemark.testing.oracle.TotalOrder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Readings in groups, for functions with state. */
final class ByKey {
  private ByKey() {}

  /** Readings that are in time for an ordered step, grouped by a field. */
  static KeyValueGroupedDataset<String, Row> inOrder(SparkSession spark, String field) {
    MapFunction<Row, String> key = row -> row.getAs(field);
    return spark.table("in_order").groupByKey(key, Encoders.STRING());
  }

  /** The rows of a group: Spark gives them in any order, the answers need the total order. */
  static List<Row> sorted(Iterator<Row> group) {
    List<Row> rows = new ArrayList<>();
    group.forEachRemaining(rows::add);
    rows.sort(
        TotalOrder.of(
            ByKey::nanos,
            row -> row.<Long>getAs("Arrival_Time"),
            row -> row.<String>getAs("Device"),
            row -> row.<Row>getAs("place").getLong(3)));
    return rows;
  }

  static long nanos(Row reading) {
    return reading.<Long>getAs("Creation_Time");
  }

  /** A column of ns as a timestamp, floored to microseconds. */
  static String time(String nanos) {
    return "timestamp_micros((%1$s - pmod(%1$s, 1000)) div 1000) as %1$s".formatted(nanos);
  }
}
