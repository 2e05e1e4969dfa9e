package dev.tidemark.testing.oracle.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of the queries: the readings of some files, and those that arrived in time.
 *
 * <p>Spark's own JSON reader says which lines are readings, with four fields that must be there. It
 * is more lenient than Tidemark, though not for any file of these tests: it accepts a number in
 * place of a string, or text after the object.
 *
 * <p>Event times are exact, by integer division: floored to microseconds, as in a timestamp of
 * Spark, and to milliseconds, as in Tidemark's windows. {@code place} is the total order in one
 * column.
 */
public final class Views {
  private static final String LINE =
      """
      Arrival_Time bigint, Creation_Time bigint, Device string, Index bigint, Model string,
      User string, gt string, x double, y double, z double, corrupt string
      """;

  private static final String READINGS =
      """
      create or replace temporary view readings as
      select
        Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z,
        timestamp_micros((Creation_Time - pmod(Creation_Time, 1000)) div 1000) as event_time,
        (Creation_Time - pmod(Creation_Time, 1000000)) div 1000000 as event_ms,
        struct(Creation_Time, Arrival_Time, Device, coalesce(Index, 0)) as place
      from lines
      where corrupt is null and Arrival_Time is not null and Creation_Time is not null
        and User is not null and Device is not null
      """;

  /** For the steps in event-time order: at most {@code max_delay}, 10 s, late. */
  private static final String IN_ORDER =
      """
      create or replace temporary view in_order as
      select * from readings where Arrival_Time - event_ms <= 10000
      """;

  /** For deduplication: {@code within}, 10 min, more. */
  private static final String KNOWN =
      """
      create or replace temporary view known as
      select * from readings where Arrival_Time - event_ms <= 10000 + 600000
      """;

  /** A reading later than the delay does not precede one that had arrived by then. */
  private static final String COPIES =
      """
      create or replace temporary view copies as
      select *, row_number() over moment as copy,
        first(struct(Arrival_Time, Creation_Time, Device, Index)) over moment as first
      from known
      window moment as (
        partition by User, event_time
        order by greatest(event_ms, Arrival_Time - 10000), place)
      """;

  private static final String FIRST_OF_EACH =
      """
      create or replace temporary view first_of_each as
      select * from copies where copy = 1
      """;

  private Views() {}

  /** Defines the tables over these files. */
  public static void over(List<Path> files, SparkSession spark) {
    spark.catalog().clearCache();
    spark
        .read()
        .schema(LINE)
        .option("columnNameOfCorruptRecord", "corrupt")
        .json(files.stream().map(Path::toString).toArray(String[]::new))
        .createOrReplaceTempView("lines");
    spark.catalog().cacheTable("lines");
    for (String view : List.of(READINGS, IN_ORDER, KNOWN, COPIES, FIRST_OF_EACH)) {
      spark.sql(view);
    }
  }
}
