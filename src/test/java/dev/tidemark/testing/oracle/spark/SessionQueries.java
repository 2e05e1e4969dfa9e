package dev.tidemark.testing.oracle.spark;

/**
 * Sessions: with {@code session_window}, and the classic way in SQL, by a running sum over the
 * readings that follow the preceding one after a gap.
 */
final class SessionQueries {
  /**
   * Spark joins readings exactly the gap apart, Tidemark separates them; so the gap is one
   * microsecond shorter here, and the end adjusted accordingly. A session's bounds are in ms.
   */
  private static final String SESSIONS =
      """
      select session.start as window_start, session.end + interval 1 microsecond as window_end,
        User, count, activities, mean_x
      from (
        select session_window as session, User, count(*) as count,
          filter(
            array_distinct(transform(array_sort(collect_list(struct(place, gt))), r -> r.gt)),
            activity -> activity is not null) as activities,
          exact_mean(collect_list(x)) as mean_x
        from %s
        group by User, session_window(timestamp_millis(event_ms), '4.999999 seconds'))
      """;

  /** Each reading with the number of its session among those of its user. */
  private static final String NUMBERED =
      """
      select *, sum(begins) over (partition by User order by place) as session
      from (
        select *,
          if(Creation_Time - lag(Creation_Time) over (partition by User order by place)
               < 5000000000, 0, 1) as begins
        from %s)
      """;

  private static final String ALERTS =
      """
      select User, session_start, event_time as triggered_at, nth as count
      from (
        select User, event_time, on_stairs,
          min(event_time) over (partition by User, session) as session_start,
          row_number() over (partition by User, session, on_stairs order by place) as nth
        from (
          select *, coalesce(gt in ('stairsup', 'stairsdown'), false) as on_stairs
          from (%s)))
      where on_stairs and nth = 500
      """
          .formatted(NUMBERED);

  private static final String NEXT_SESSION =
      """
      with labels as (
        select User, session, gt, count(*) as n, min(event_time) as start, max(event_time) as end
        from (%s)
        group by User, session, gt),
      sessions as (
        select User, session, min(start) as start, max(end) as end, sum(n) as count,
          map_from_entries(collect_list(if(gt is null, null, struct(gt, n)))) as activities,
          min_by(gt, struct(-n, gt)) filter (where gt <> 'null') as most_frequent
        from labels
        group by User, session)
      select User, start as session_start, previous, recommended
      from (
        select *,
          lag(struct(start, end, count, activities)) over by_user as previous,
          lag(most_frequent) over by_user as recommended
        from sessions
        window by_user as (partition by User order by session))
      where previous is not null
      """
          .formatted(NUMBERED);

  static final Query ALL = Query.sql(SESSIONS.formatted("readings where x is not null"));

  /** The deduplicated readings, without those too late for their own session window. */
  static final Query MONITOR =
      Query.sql(
          SESSIONS.formatted(
              """
              first_of_each
              where x is not null and Arrival_Time - 10000 < event_ms + 5000 + 600000
              """));

  static final Query SESSION_ALERTS = Query.sql(ALERTS.formatted("in_order"));

  static final Query MONITOR_ALERTS =
      Query.sql(
          ALERTS.formatted("(select * from first_of_each where Arrival_Time - event_ms <= 10000)"));

  static final Query NEXT = Query.sql(NEXT_SESSION.formatted("in_order"));

  private SessionQueries() {}
}
