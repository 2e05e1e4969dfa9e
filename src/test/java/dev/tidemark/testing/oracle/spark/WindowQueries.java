package dev.tidemark.testing.oracle.spark;

/** Counts in windows of ten minutes. */
final class WindowQueries {
  static final Query TUMBLING_COUNTS =
      Query.sql(
          """
          select window.start as window_start, window.end as window_end, count(*) as count
          from readings
          group by window(event_time, '10 minutes')
          """);

  static final Query TUMBLING_COUNTS_BY_USER =
      Query.sql(
          """
          select window.start as window_start, window.end as window_end, User, count(*) as count
          from readings
          group by window(event_time, '10 minutes'), User
          """);

  static final Query SLIDING_COUNTS =
      Query.sql(
          """
          select window.start as window_start, window.end as window_end, count(*) as count
          from readings
          group by window(event_time, '10 minutes', '5 minutes')
          """);

  /** Without readings that are too late; over files each window has one pane. */
  static final Query LATE_DATA =
      Query.sql(
          """
          select window.start as window_start, window.end as window_end, User, count(*) as count,
            struct('ON_TIME' as timing, 0 as index, true as is_last) as pane
          from (select *, window(event_time, '10 minutes') as window from readings)
          where Arrival_Time - 10000 < unix_millis(window.end) + 600000
          group by window, User
          """);

  /** Counts of the deduplicated readings, without those that are too late. */
  static final Query MONITOR_COUNTS =
      Query.sql(
          """
          select window.start as window_start, window.end as window_end, User, count(*) as count
          from (select *, window(event_time, '10 minutes') as window from first_of_each)
          where Arrival_Time - 10000 < unix_millis(window.end) + 600000
          group by window, User
          """);

  /** The textbook query: which of the duplicates stays is the engine's choice. */
  static final Query DEDUPLICATED_COUNTS =
      spark ->
          spark
              .table("known")
              .dropDuplicates(new String[] {"User", "event_time"})
              .groupBy("User")
              .count();

  private WindowQueries() {}
}
