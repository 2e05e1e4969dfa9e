package dev.tidemark.testing.oracle.spark;

import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapGroupsWithStateFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.sql.types.StructType;

/** The activity that each user is in, by {@code mapGroupsWithState}. */
final class SparkActivityState implements Query {
  private static final StructType ROW =
      StructType.fromDDL("User string, activity string, start bigint, end bigint");

  public record Activity(String label, long start, long end) implements Serializable {
    Activity with(String other, long at) {
      if (label.equals(other)) {
        return new Activity(label, Math.min(start, at), Math.max(end, at));
      }
      return at > end ? new Activity(other, at, at) : this;
    }
  }

  @Override
  public Dataset<Row> ask(SparkSession spark) {
    MapGroupsWithStateFunction<String, Row, Activity, Row> update = SparkActivityState::update;
    return ByKey.inOrder(spark, "User")
        .mapGroupsWithState(update, Encoders.javaSerialization(Activity.class), Encoders.row(ROW))
        .where("activity is not null")
        .selectExpr("User", "activity", ByKey.time("start"), ByKey.time("end"));
  }

  private static Row update(String user, Iterator<Row> readings, GroupState<Activity> state) {
    for (Row reading : ByKey.sorted(readings)) {
      String label = reading.getAs("gt");
      long at = ByKey.nanos(reading);
      if (label != null) {
        state.update(state.exists() ? state.get().with(label, at) : new Activity(label, at, at));
      }
    }
    // A group must give a row, even if none of its readings has a label.
    return state.exists()
        ? RowFactory.create(user, state.get().label, state.get().start, state.get().end)
        : RowFactory.create(user, null, 0L, 0L);
  }
}
