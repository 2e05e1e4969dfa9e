package dev.tidemark.bench.contenders;

import dev.tidemark.bench.Question;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/** DuckDB through JDBC, with two threads. */
public final class DuckDbContender {
  private static final String READINGS =
      """
      create view readings as select * from read_json('%s/*.json', format = 'newline_delimited',
        columns = {Arrival_Time: 'BIGINT', Creation_Time: 'BIGINT', Device: 'VARCHAR',
          "Index": 'BIGINT', Model: 'VARCHAR', "User": 'VARCHAR', gt: 'VARCHAR',
          x: 'DOUBLE', y: 'DOUBLE', z: 'DOUBLE'})
      """;

  private static final String TUMBLING =
      """
      select "User", strftime(make_timestamp_ms(w * 600000), '%Y-%m-%dT%H:%M:%S.%gZ')
          as window_start, count
      from (
        select "User", Creation_Time // 600000000000 as w, count(*) as count
        from readings
        group by all)
      """;

  /** Each reading is in the window that begins in its own five minutes, and in the one before. */
  private static final String SLIDING =
      """
      select strftime(make_timestamp_ms(w * 300000), '%Y-%m-%dT%H:%M:%S.%gZ') as window_start, count
      from (
        select Creation_Time // 300000000000 - step as w, count(*) as count
        from readings, (values (0), (1)) as steps(step)
        group by all)
      """;

  private static final String SESSIONS =
      """
      select "User", strftime(make_timestamp_ms(first), '%Y-%m-%dT%H:%M:%S.%gZ') as window_start,
        strftime(make_timestamp_ms(last + 5000), '%Y-%m-%dT%H:%M:%S.%gZ') as window_end,
        count, activities, mean_x
      from (
        select "User", session, min(ms) as first, max(ms) as last, count(*) as count,
          list(distinct gt) filter (gt is not null) as activities, avg(x) as mean_x
        from (
          select *, sum(begins) over (partition by "User" order by ms
            rows unbounded preceding) as session
          from (
            select *, case when ms - lag(ms) over (partition by "User" order by ms) < 5000
              then 0 else 1 end as begins
            from (select "User", Creation_Time // 1000000 as ms, gt, x
              from readings where x is not null)))
        group by all)
      """;

  private static final String DEDUPLICATED =
      """
      select "User", count(distinct Creation_Time // 1000) as count
      from readings
      where Arrival_Time - Creation_Time // 1000000 <= 610000
      group by all
      """;

  private static final String COUNT_WINDOWS =
      """
      select Device, "window", count(*) as count, avg(x) as mean_x,
        strftime(make_timestamp(min(Creation_Time) // 1000), '%Y-%m-%dT%H:%M:%S.%fZ') as start,
        strftime(make_timestamp(max(Creation_Time) // 1000), '%Y-%m-%dT%H:%M:%S.%fZ') as "end"
      from (
        select *, (row_number() over (partition by Device
          order by Creation_Time, Arrival_Time, "Index") - 1) // 500 as "window"
        from readings
        where x is not null and Arrival_Time - Creation_Time // 1000000 <= 10000)
      group by Device, "window"
      having count(*) = 500
      """;

  private DuckDbContender() {}

  /**
   * Answers one question.
   *
   * @param args the question, the directory of the readings, the directory for rows
   */
  public static void main(String[] args) throws Exception {
    Path rows = Files.createDirectories(Path.of(args[2])).resolve("rows.json");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set threads = 2");
      statement.execute("set preserve_insertion_order = false");
      statement.execute(READINGS.formatted(args[1]));
      statement.execute(
          "copy (" + query(Question.valueOf(args[0])) + ") to '" + rows + "' (format json)");
    }
  }

  private static String query(Question question) {
    return switch (question) {
      case TUMBLING, TUMBLING_REPLAY -> TUMBLING;
      case SLIDING -> SLIDING;
      case SESSIONS, SESSIONS_REPLAY -> SESSIONS;
      case DEDUPLICATED, DEDUPLICATED_REPLAY -> DEDUPLICATED;
      case COUNT_WINDOWS -> COUNT_WINDOWS;
      case MONITOR -> throw new IllegalArgumentException("several questions: " + question);
    };
  }
}
