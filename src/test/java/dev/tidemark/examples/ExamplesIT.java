package dev.tidemark.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.DuckDb;
import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.oracle.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The examples with a schema of their own, against DuckDB over the same files. */
class ExamplesIT {
  private static final String TIME =
      "strftime(make_timestamp(%s * 1000), '%%Y-%%m-%%dT%%H:%%M:%%S.%%gZ')";

  private static final String WEATHER =
      """
      with lines as (
        from read_json('data/weather/*.jsonl', format = 'newline_delimited', ignore_errors = true,
          columns = {time: 'VARCHAR', station: 'VARCHAR', temperature: 'VARCHAR', humidity: 'BIGINT',
            raining: 'BOOLEAN'})),
      readings as (
        select *,
          epoch_ms(cast(regexp_replace(time, '(T..:..)([+-])', '\\1:00\\2') as timestamptz)) as t,
          cast(temperature as double) as degrees
        from lines
        where regexp_matches(time, '(Z|[+-]\\d\\d:\\d\\d)$')
          and (temperature is null or try_cast(temperature as double) is not null))
      select %s as window_start, %s as window_end, station, count(*) as count,
        avg(degrees) as mean_temperature, min(degrees) as coldest, max(degrees) as warmest,
        replace(%s, '.000Z', 'Z') as warmest_at,
        count(*) filter (where raining and humidity > 80) as rainy
      from readings
      group by station, t // 21600000
      """
          .formatted(
              TIME.formatted("(t // 21600000) * 21600000"),
              TIME.formatted("(t // 21600000 + 1) * 21600000"),
              TIME.formatted("arg_min(t, (-degrees, t)) filter (where degrees is not null)"));

  private static final String POSITIONS =
      """
      with lines as (
        from read_json('data/fleet/*.jsonl', format = 'newline_delimited', ignore_errors = true,
          columns = {vehicle: 'STRUCT(id VARCHAR)', gps: 'STRUCT("time" BIGINT)', speed: 'DOUBLE',
            received: 'DECIMAL(18, 3)', fuel: 'DOUBLE', engine: 'STRUCT("on" BOOLEAN)',
            seq: 'BIGINT'})),
      positions as (
        select vehicle.id as vehicle, gps.time as t, cast(received * 1000 as bigint) as arrival, seq,
          speed, fuel, engine.on as running
        from lines
        where vehicle.id is not null and gps.time is not null),
      known as (
        select *, row_number() over (
          partition by vehicle, t order by greatest(t, arrival - 30000), arrival, seq) as copy
        from positions
        where arrival - t <= 30000 + 300000),
      in_time as (
        from known where copy = 1 and arrival - 30000 < t + 120000 + 60000)
      """;

  private static final String TRIPS =
      POSITIONS
          + """
            , gaps as (
              select *, t - lag(t) over (partition by vehicle order by t) as gap from in_time),
            trips as (
              select *, count(*) filter (where gap is null or gap >= 120000) over (
                partition by vehicle order by t) as trip
              from gaps)
            select %s as window_start, %s as window_end, vehicle, count(*) as count,
              max(speed) as top_speed, avg(speed) as mean_speed,
              count(*) filter (where not running) as standing, min(fuel) as fuel_left,
              max(t) as last_seen
            from trips
            group by vehicle, trip
            """
              .formatted(TIME.formatted("min(t)"), TIME.formatted("(max(t) + 120000)"));

  private static final String LATE =
      POSITIONS
          + """
            select 'behind_order' as reason, vehicle, seq from positions
            where arrival - t > 30000 + 300000
            union all
            select 'window_expired', vehicle, seq from known
            where copy = 1 and arrival - 30000 >= t + 120000 + 60000
            """;

  private static final String DUPLICATES =
      POSITIONS + "select vehicle, seq, arrival from known where copy > 1";

  private static final String LOG =
      """
      with lines as (
        from read_csv('data/machines/*.csv', header = true, all_varchar = true, quote = '"',
          escape = '"', delim = ',')),
      readings as (
        select cast(cast(ts as decimal(18, 3)) * 1000 as bigint) as t, machine, state,
          cast(temperature as double) as degrees, cast(alarm as boolean) as alarm, note
        from lines
        where ts <> 'yesterday' and machine is not null)
      """;

  private static final String QUARTERS =
      LOG
          + """
            , firsts as (
              select machine, t // 900000 as quarter, state, min(t) as first from readings
              group by all),
            states as (
              select machine, quarter, list(state order by first) as states from firsts
              group by all)
            select %s as window_start, %s as window_end, machine, count(*) as count,
              avg(degrees) as mean_temperature, any_value(states) as states,
              count(*) filter (where alarm) as alarms,
              count(*) filter (where note like '%%stop%%' or note like '%%,%%') as quoted
            from readings join states using (machine)
            where t // 900000 = quarter
            group by machine, quarter
            """
              .formatted(
                  TIME.formatted("quarter * 900000"), TIME.formatted("(quarter + 1) * 900000"));

  private static final String STATES =
      LOG
          + """
            , lasts as (select machine, arg_max(state, t) as state, max(t) as t from readings group by all),
            changes as (
              select machine, max(readings.t) as t
              from readings join lasts using (machine)
              where readings.state <> lasts.state
              group by all)
            select machine, lasts.state as activity, replace(%s, 'Z', '000Z') as start,
              replace(%s, 'Z', '000Z') as "end"
            from lasts join changes using (machine) join readings using (machine)
            where readings.t > changes.t
            group by machine, lasts.state
            """
              .formatted(TIME.formatted("min(readings.t)"), TIME.formatted("max(readings.t)"));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void weatherStations(Engine engine) throws IOException, SQLException {
    Results results = run("weather-stations", "data/weather/*.jsonl", engine);

    List<JsonNode> expected = DuckDb.rows(WEATHER);
    assertThat(expected).hasSize(16).anyMatch(row -> row.get("rainy").intValue() > 0);
    Rows.assertSame("results", engine.finalRows(results, "results"), expected);
    assertThat(reasons(results))
        .containsExactlyInAnyOrder("wrong_type", "wrong_type", "malformed_json");
    assertThat(results.records("accepted")).isEqualTo(381);
    assertThat(results.records("late")).isZero();
    assertThat(results.manifest().get("arrivals").textValue()).contains("none is late");
  }

  @ParameterizedTest
  @EnumSource
  void fleetTrips(Engine engine) throws IOException, SQLException {
    Results results = run("fleet-trips", "data/fleet/*.jsonl", engine);

    List<JsonNode> expected = DuckDb.rows(TRIPS);
    assertThat(expected).hasSizeGreaterThan(12);
    Rows.assertSame("results", engine.finalRows(results, "results"), expected);
    List<String> late = DuckDb.ask(LATE);
    assertThat(late)
        .anyMatch(row -> row.startsWith("behind_order"))
        .anyMatch(row -> row.startsWith("window_expired"));
    assertThat(results.rows("late").stream().map(ExamplesIT::late))
        .containsExactlyInAnyOrderElementsOf(late);
    List<String> duplicates = DuckDb.ask(DUPLICATES);
    assertThat(duplicates).hasSizeGreaterThan(10);
    assertThat(results.rows("duplicate").stream().map(ExamplesIT::duplicate))
        .containsExactlyInAnyOrderElementsOf(duplicates);
    assertThat(reasons(results)).containsExactlyInAnyOrder("missing_field", "malformed_json");
    assertThat(results.records("accepted")).isEqualTo(376);
    assertThat(results.manifest().get("arrivals").textValue()).isEqualTo("received");
  }

  @ParameterizedTest
  @EnumSource
  void machineLog(Engine engine) throws IOException, SQLException {
    Results results = run("machine-log", "data/machines/*.csv", engine);

    List<JsonNode> quarters = DuckDb.rows(QUARTERS);
    assertThat(quarters).hasSize(21).anyMatch(row -> row.get("quoted").intValue() > 0);
    Rows.assertSame("quarters", engine.finalRows(results, "quarters"), quarters);
    List<JsonNode> states = DuckDb.rows(STATES);
    assertThat(states).hasSize(3);
    Rows.assertSame("states", engine.finalRows(results, "states"), states);
    assertThat(reasons(results)).containsExactlyInAnyOrder("wrong_type", "missing_field");
    assertThat(results.records("accepted")).isEqualTo(298);
  }

  private Results run(String name, String input, Engine engine) throws IOException {
    return engine.run(
        "pipelines/examples/" + name + ".yaml", folder.resolve("out"), "--input=" + input);
  }

  private static List<String> reasons(Results results) throws IOException {
    return results.rows("malformed").stream().map(row -> row.get("reason").textValue()).toList();
  }

  private static String late(JsonNode row) {
    return row.get("reason").textValue() + '|' + reading(row);
  }

  private static String duplicate(JsonNode row) {
    return reading(row) + '|' + Math.round(row.at("/reading/received").doubleValue() * 1000);
  }

  private static String reading(JsonNode row) {
    return row.at("/reading/vehicle").textValue() + '|' + row.at("/reading/seq").longValue();
  }
}
