package dev.tidemark.bench.contenders;

import dev.tidemark.bench.Question;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Native Spark SQL on two cores of this process, with an explicit schema. */
public final class SparkSqlContender {
  static final StructType READING =
      StructType.fromDDL(
          "Arrival_Time bigint, Creation_Time bigint, Device string, Index bigint, Model string,"
              + " User string, gt string, x double, y double, z double");

  static final String TUMBLING =
      """
      select User, date_format(w.start, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") as window_start, count
      from (
        select User, window(timestamp_millis(Creation_Time div 1000000), '10 minutes') as w,
          count(*) as count
        from readings
        group by User, window(timestamp_millis(Creation_Time div 1000000), '10 minutes'))
      """;

  /**
   * {@code session_window} joins readings exactly a gap apart, so the gap is a microsecond less.
   */
  static final String SESSIONS =
      """
      select User, date_format(w.start, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") as window_start,
        date_format(w.end + interval 1 microsecond, "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'") as window_end,
        count, activities, mean_x
      from (
        select User,
          session_window(timestamp_millis(Creation_Time div 1000000), '4.999999 seconds') as w,
          count(*) as count, collect_set(gt) as activities, avg(x) as mean_x
        from readings
        where x is not null
        group by User,
          session_window(timestamp_millis(Creation_Time div 1000000), '4.999999 seconds'))
      """;

  private static final String DELAY_MS = "Arrival_Time - Creation_Time div 1000000";
  private static final int WINDOW = 500;

  private SparkSqlContender() {}

  /**
   * Answers one question.
   *
   * @param args the question, the directory of the readings, the directory for rows
   */
  public static void main(String[] args) {
    try (SparkSession spark = session()) {
      spark.read().schema(READING).json(args[1]).createOrReplaceTempView("readings");
      rows(Question.valueOf(args[0]), spark).coalesce(1).write().json(args[2]);
    }
  }

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate();
  }

  private static Dataset<Row> rows(Question question, SparkSession spark) {
    return switch (question) {
      case TUMBLING -> spark.sql(TUMBLING);
      case SESSIONS -> spark.sql(SESSIONS);
      case DEDUPLICATED ->
          spark
              .sql(
                  "select User, Creation_Time div 1000 as event_time from readings where "
                      + DELAY_MS
                      + " <= 610000")
              .dropDuplicates("User", "event_time")
              .groupBy("User")
              .count();
      case COUNT_WINDOWS -> countWindows(spark);
      case SLIDING, TUMBLING_REPLAY, SESSIONS_REPLAY, DEDUPLICATED_REPLAY, MONITOR ->
          throw new IllegalArgumentException("not a question for a batch: " + question);
    };
  }

  private static Dataset<Row> countWindows(SparkSession spark) {
    FlatMapGroupsFunction<String, Row, Row> windows =
        (device, readings) -> {
          List<Row> rows = new ArrayList<>();
          long window = 0;
          int count = 0;
          double sum = 0;
          long start = 0;
          while (readings.hasNext()) {
            Row reading = readings.next();
            if (count == 0) {
              start = reading.getLong(1);
            }
            sum += reading.getDouble(4);
            count++;
            if (count == WINDOW) {
              rows.add(
                  RowFactory.create(
                      device,
                      window,
                      (long) count,
                      sum / count,
                      start / 1_000,
                      reading.getLong(1) / 1_000));
              window++;
              count = 0;
              sum = 0;
            }
          }
          return rows.iterator();
        };
    Column[] order = {
      functions.col("Creation_Time"), functions.col("Arrival_Time"), functions.col("Index")
    };
    Dataset<Row> found =
        spark
            .sql(
                "select Device, Creation_Time, Arrival_Time, Index, x from readings"
                    + " where x is not null and "
                    + DELAY_MS
                    + " <= 10000")
            .groupByKey((MapFunction<Row, String>) row -> row.getString(0), Encoders.STRING())
            .flatMapSortedGroups(
                order,
                windows,
                Encoders.row(
                    StructType.fromDDL(
                        "Device string, window bigint, count bigint, mean_x double, start bigint,"
                            + " end bigint")));
    String format = "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'";
    return found
        .withColumn("start", functions.date_format(micros("start"), format))
        .withColumn("end", functions.date_format(micros("end"), format));
  }

  private static Column micros(String name) {
    return functions.timestamp_micros(functions.col(name));
  }
}
