package dev.tidemark.testing.oracle.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
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

/**
 * Sessions that also close when full, by {@code flatMapGroupsWithState}. In batch a group comes in
 * one call, so the input ends where the iterator does.
 */
final class SparkCappedSessions implements Query {
  private static final int MOST = 1001;
  private static final long GAP_NANOS = 5_000_000_000L;
  private static final StructType ROW =
      StructType.fromDDL(
          "User string, start bigint, end bigint, count bigint, activities array<string>,"
              + " mean_x double, closed_by string");

  /** The readings of the open session. */
  public record Session(List<Long> times, List<Double> values, List<String> labels)
      implements Serializable {

    static Session empty() {
      return new Session(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    void add(Row reading) {
      times.add(ByKey.nanos(reading));
      values.add(reading.getAs("x"));
      labels.add(reading.getAs("gt"));
    }

    boolean isFull() {
      return times.size() == MOST;
    }

    boolean endsBefore(Row reading) {
      return !times.isEmpty() && ByKey.nanos(reading) - last() >= GAP_NANOS;
    }

    long last() {
      return times.get(times.size() - 1);
    }

    Row row(String user, String closedBy) {
      String[] activities =
          labels.stream().filter(Objects::nonNull).distinct().toArray(String[]::new);
      return RowFactory.create(
          user,
          times.get(0),
          last(),
          (long) times.size(),
          activities,
          SparkExactMean.of(values),
          closedBy);
    }
  }

  @Override
  public Dataset<Row> ask(SparkSession spark) {
    FlatMapGroupsWithStateFunction<String, Row, Session, Row> update = SparkCappedSessions::update;
    return ByKey.inOrder(spark, "User")
        .flatMapGroupsWithState(
            update,
            OutputMode.Append(),
            Encoders.javaSerialization(Session.class),
            Encoders.row(ROW),
            GroupStateTimeout.NoTimeout())
        .selectExpr(
            "User",
            ByKey.time("start"),
            ByKey.time("end"),
            "count",
            "activities",
            "mean_x",
            "closed_by");
  }

  private static Iterator<Row> update(
      String user, Iterator<Row> readings, GroupState<Session> state) {
    List<Row> rows = new ArrayList<>();
    Session open = state.exists() ? state.get() : Session.empty();
    for (Row reading : ByKey.sorted(readings)) {
      if (reading.getAs("x") == null) {
        continue;
      }
      if (open.endsBefore(reading)) {
        rows.add(open.row(user, "gap"));
        open = Session.empty();
      }
      open.add(reading);
      if (open.isFull()) {
        rows.add(open.row(user, "count"));
        open = Session.empty();
      }
    }
    if (!open.times.isEmpty()) {
      rows.add(open.row(user, "end"));
    }
    state.remove();
    return rows.iterator();
  }
}
