package dev.tidemark.testing.oracle.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsWithStateFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.streaming.GroupStateTimeout;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructType;

/** The mean of x over each 500 readings of a device, by {@code flatMapGroupsWithState}. */
final class SparkCountWindows implements Query {
  private static final int SIZE = 500;
  private static final StructType ROW =
      StructType.fromDDL(
          "Device string, window bigint, count bigint, mean_x double, start bigint, end bigint");

  public record Window(long number, long start, List<Double> values) implements Serializable {}

  @Override
  public Dataset<Row> ask(SparkSession spark) {
    FlatMapGroupsWithStateFunction<String, Row, Window, Row> update = SparkCountWindows::update;
    return ByKey.inOrder(spark, "Device")
        .flatMapGroupsWithState(
            update,
            OutputMode.Append(),
            Encoders.javaSerialization(Window.class),
            Encoders.row(ROW),
            GroupStateTimeout.NoTimeout())
        .selectExpr("Device", "window", "count", "mean_x", ByKey.time("start"), ByKey.time("end"));
  }

  private static Iterator<Row> update(
      String device, Iterator<Row> readings, GroupState<Window> state) {
    List<Row> rows = new ArrayList<>();
    Window window = state.exists() ? state.get() : new Window(0, 0, List.of());
    List<Double> values = new ArrayList<>(window.values);
    long number = window.number;
    long start = window.start;
    for (Row reading : ByKey.sorted(readings)) {
      Double x = reading.getAs("x");
      if (x == null) {
        continue;
      }
      long at = ByKey.nanos(reading);
      start = values.isEmpty() ? at : start;
      values.add(x);
      if (values.size() == SIZE) {
        double mean = SparkExactMean.of(values);
        rows.add(RowFactory.create(device, number++, (long) SIZE, mean, start, at));
        values.clear();
      }
    }
    state.update(new Window(number, start, List.copyOf(values)));
    return rows.iterator();
  }
}
