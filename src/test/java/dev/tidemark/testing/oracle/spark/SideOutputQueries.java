package dev.tidemark.testing.oracle.spark;

/** The side output of steps, as rows of the sinks {@code late} and {@code duplicate}. */
final class SideOutputQueries {
  private static final String READING =
      """
      struct(Arrival_Time, Creation_Time, Device, Index, Model, User, gt, x, y, z) as reading
      """;

  /** Late for a step in event-time order, which waits {@code wait} ms for a reading. */
  private static final String BEHIND_ORDER =
      """
      select 'behind_order' as reason, Arrival_Time - event_ms - %2$d as late_by_ms,
        cast(null as timestamp) as window_start, cast(null as timestamp) as window_end, %3$s
      from %1$s
      where Arrival_Time - event_ms > %2$d
      """;

  /** Late for a window with an allowed lateness of ten minutes. */
  private static final String WINDOW_EXPIRED =
      """
      select 'window_expired' as reason,
        Arrival_Time - 10000 - unix_millis(window.end) as late_by_ms,
        window.start as window_start, window.end as window_end, %3$s
      from (select *, %2$s as window from %1$s)
      where Arrival_Time - 10000 >= unix_millis(window.end) + 600000
      """;

  private static final String TEN_MINUTES = "window(event_time, '10 minutes')";

  /** A reading's own session window. */
  private static final String OWN_SESSION =
      """
      struct(timestamp_millis(event_ms) as start, timestamp_millis(event_ms + 5000) as end)
      """;

  static final Query BEHIND_ORDER_OF_ALL = Query.sql(behindOrder("readings", 10_000));

  /** A filter before these steps drops the readings without x: they cannot be late. */
  static final Query BEHIND_ORDER_WITH_X =
      Query.sql(behindOrder("(select * from readings where x is not null)", 10_000));

  static final Query NO_LONGER_KNOWN = Query.sql(behindOrder("readings", 610_000));

  static final Query EXPIRED_TEN_MINUTES = Query.sql(expired("readings", TEN_MINUTES));

  /** Each step of the main job separately: a reading can be late for several. */
  static final Query MONITOR =
      Query.sql(
          String.join(
              " union all ",
              behindOrder("readings", 610_000),
              expired("first_of_each", TEN_MINUTES),
              expired("(select * from first_of_each where x is not null)", OWN_SESSION),
              behindOrder("first_of_each", 10_000)));

  static final Query DUPLICATES =
      Query.sql(
          "select 'duplicate' as reason, first, %s from copies where copy > 1".formatted(READING));

  private SideOutputQueries() {}

  private static String behindOrder(String table, int wait) {
    return BEHIND_ORDER.formatted(table, wait, READING);
  }

  private static String expired(String table, String window) {
    return WINDOW_EXPIRED.formatted(table, window, READING);
  }
}
