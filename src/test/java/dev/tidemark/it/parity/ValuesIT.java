package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.testing.Engine;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.oracle.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which values are equal and which are not, in every step, on every engine. Rows by hand. */
class ValuesIT {
  /** The start of each pipeline: readings with the given timestamp. */
  private static final String START =
      """
      pipeline:
        transforms:
          - {type: ReadFromJson, path: none}
          - {type: AssignTimestamps, input: ReadFromJson, timestamp: %s, max_delay: 10s}
      """;

  @TempDir private Path folder;

  /**
   * Readings with an empty {@code Model} in even seconds, without one in odd seconds; and two of
   * one moment with an empty {@code gt} and without one.
   */
  @ParameterizedTest
  @EnumSource
  void anAbsentKeyAndAnEmptyOneAreTwoKeys(Engine engine) throws Exception {
    Results results =
        run(
            engine,
            "Creation_Time",
            """
                - {type: Deduplicate, input: AssignTimestamps, key: gt, within: 10m}
                - {type: Combine, name: ByGt, input: Deduplicate, group_by: gt, combine: {count: count}}
                - {type: WriteToJson, input: ByGt, path: gt}
                - {type: Combine, name: ByModel, input: Deduplicate, group_by: Model, combine: {x: mean}}
                - {type: WriteToJson, input: ByModel, path: model}
                - {type: CappedSessions, input: Deduplicate, key: Model, gap: 5s, count: 100, mean: x}
                - {type: WriteToJson, input: CappedSessions, path: capped}
                - {type: CountWindows, input: Deduplicate, key: Model, count: 3, mean: x}
                - {type: WriteToJson, input: CountWindows, path: windows}
                - {type: AlertOnCount, input: Deduplicate, key: Model, gap: 5s, count: 3, when: gt = 'walk'}
                - {type: WriteToJson, input: AlertOnCount, path: alerts}
                - {type: NextSession, input: Deduplicate, key: Model, gap: 2s}
                - {type: WriteToJson, input: NextSession, path: next}
                - {type: TrackActivity, input: Deduplicate, key: Model}
                - {type: WriteToJson, input: TrackActivity, path: activity}
            """,
            """
            {"Arrival_Time":0,"Creation_Time":0,"Device":"d","Model":"","User":"u","gt":"walk","x":0}
            {"Arrival_Time":1000,"Creation_Time":1000000000,"Device":"d","User":"u","gt":"walk","x":1}
            {"Arrival_Time":2000,"Creation_Time":2000000000,"Device":"d","Model":"","User":"u","gt":"walk","x":2}
            {"Arrival_Time":3000,"Creation_Time":3000000000,"Device":"d","Model":null,"User":"u","gt":"walk","x":3}
            {"Arrival_Time":4000,"Creation_Time":4000000000,"Device":"d","Model":"","User":"u","gt":"walk","x":4}
            {"Arrival_Time":5000,"Creation_Time":5000000000,"Device":"d","User":"u","gt":"walk","x":5}
            {"Arrival_Time":9000,"Creation_Time":9000000000,"Device":"d","Model":"m","User":"u","gt":""}
            {"Arrival_Time":9000,"Creation_Time":9000000000,"Device":"d","Model":"m","User":"u"}
            """);

    assertRows(
        engine,
        results,
        "gt",
        "{'gt':'walk','count':6}",
        "{'gt':'','count':1}",
        "{'gt':null,'count':1}");
    assertRows(
        engine,
        results,
        "model",
        "{'Model':'','x':2.0}",
        "{'Model':null,'x':3.0}",
        "{'Model':'m','x':null}");
    assertRows(
        engine,
        results,
        "capped",
        "{'Model':'','start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:04.000000Z','count':3,'activities':['walk'],'mean_x':2.0,'closed_by':'end'}",
        "{'Model':null,'start':'1970-01-01T00:00:01.000000Z','end':'1970-01-01T00:00:05.000000Z','count':3,'activities':['walk'],'mean_x':3.0,'closed_by':'end'}");
    assertRows(
        engine,
        results,
        "windows",
        "{'Model':'','window':0,'count':3,'mean_x':2.0,'start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:04.000000Z'}",
        "{'Model':null,'window':0,'count':3,'mean_x':3.0,'start':'1970-01-01T00:00:01.000000Z','end':'1970-01-01T00:00:05.000000Z'}");
    assertRows(
        engine,
        results,
        "alerts",
        "{'Model':'','session_start':'1970-01-01T00:00:00.000000Z','triggered_at':'1970-01-01T00:00:04.000000Z','count':3}",
        "{'Model':null,'session_start':'1970-01-01T00:00:01.000000Z','triggered_at':'1970-01-01T00:00:05.000000Z','count':3}");
    assertRows(
        engine,
        results,
        "next",
        next("''", 2, 0),
        next("''", 4, 2),
        next("null", 3, 1),
        next("null", 5, 3));
    assertRows(
        engine,
        results,
        "activity",
        "{'Model':'','activity':'walk','start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:04.000000Z'}",
        "{'Model':null,'activity':'walk','start':'1970-01-01T00:00:01.000000Z','end':'1970-01-01T00:00:05.000000Z'}",
        "{'Model':'m','activity':'','start':'1970-01-01T00:00:09.000000Z','end':'1970-01-01T00:00:09.000000Z'}");
    assertRows(engine, results, "duplicate");
  }

  /** Readings of the same time differ in {@code Creation_Time}, walk before bike. */
  @ParameterizedTest
  @EnumSource
  void distinctAndStatefulStepsUseTheSameOrder(Engine engine) throws Exception {
    Results results =
        run(
            engine,
            "Arrival_Time",
            """
                - {type: Combine, input: AssignTimestamps, combine: {gt: distinct, x: distinct}}
                - {type: WriteToJson, name: Combined, input: Combine, path: combined}
                - {type: CappedSessions, input: AssignTimestamps, gap: 5s, count: 100, mean: y}
                - {type: WriteToJson, name: Capped, input: CappedSessions, path: capped}
            """,
            """
            {"Arrival_Time":10,"Creation_Time":3000000,"Device":"d","User":"u","gt":"sit","x":4,"y":1}
            {"Arrival_Time":0,"Creation_Time":2000000,"Device":"d","User":"u","gt":"bike","x":3,"y":1}
            {"Arrival_Time":0,"Creation_Time":1000000,"Device":"d","User":"u","gt":"walk","x":2,"y":1}
            {"Arrival_Time":0,"Creation_Time":1000000,"Device":"d","User":"u","gt":"walk","x":9,"y":0}
            {"Arrival_Time":0,"Creation_Time":1000000,"Device":"d","User":"u","gt":"walk","x":9,"y":-1}
            {"Arrival_Time":0,"Creation_Time":1000000,"Device":"d","User":"u","gt":"run","x":10}
            """);

    assertRows(
        engine,
        results,
        "combined",
        "{'gt':['run','walk','bike','sit'],'x':[10.0,2.0,9.0,3.0,4.0]}");
    assertRows(
        engine,
        results,
        "capped",
        "{'User':'u','start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:00.010000Z','count':5,'activities':['walk','bike','sit'],'mean_y':0.4,'closed_by':'end'}");
  }

  @ParameterizedTest
  @EnumSource
  void minusZeroIsZero(Engine engine) throws Exception {
    Results results =
        run(
            engine,
            "Creation_Time",
            """
                - {type: Filter, name: Zeros, input: AssignTimestamps, keep: x in (-0.0)}
                - {type: Filter, name: None, input: AssignTimestamps, keep: x < 0 or x > -0.0}
                - {type: Combine, name: ByUser, input: Zeros, group_by: User, combine: {x: distinct, y: count, least: {fn: min, value: x}, most: {fn: max, value: x}, sum: {fn: sum, value: x}, mean: {fn: mean, value: x}}}
                - {type: WriteToJson, name: A, input: ByUser, path: results}
                - {type: WriteToJson, name: B, input: None, path: none}
                - {type: CountWindows, input: Zeros, count: 5, mean: x}
                - {type: WriteToJson, name: C, input: CountWindows, path: windows}
                - {type: Deduplicate, input: Zeros, within: 10m}
                - {type: WriteToJson, name: D, input: Deduplicate, path: first}
            """,
            """
            {"Arrival_Time":0,"Creation_Time":0,"Device":"d","User":"u","x":-0.0,"y":2}
            {"Arrival_Time":0,"Creation_Time":0,"Device":"d","User":"u","x":0.0,"y":1}
            {"Arrival_Time":0,"Creation_Time":0,"Device":"d","User":"u","x":-0,"y":3}
            {"Arrival_Time":0,"Creation_Time":0,"Device":"d","User":"u","x":-0e5,"y":4}
            {"Arrival_Time":0,"Creation_Time":0,"Device":"d","User":"u","x":-1e-400,"y":5}
            """);

    assertRows(
        engine,
        results,
        "results",
        "{'User':'u','x':[0.0],'y':5,'least':0.0,'most':0.0,'sum':0.0,'mean':0.0}");
    assertRows(engine, results, "none");
    assertRows(
        engine,
        results,
        "windows",
        "{'Device':'d','window':0,'count':5,'mean_x':0.0,'start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:00.000000Z'}");
    // Were -0.0 less than 0.0, the reading with y = 2 would be the first.
    assertRows(
        engine,
        results,
        "first",
        "{'Arrival_Time':0,'Creation_Time':0,'Device':'d','Index':null,'Model':null,'User':'u','gt':null,'x':0.0,'y':1.0,'z':null}");
    assertThat(results.rows("duplicate"))
        .hasSize(4)
        .allSatisfy(row -> assertThat(row.at("/reading/x")).hasToString("0.0"));
  }

  /** The gaps of {@code docs/semantics.md}: each user has one of them. */
  @ParameterizedTest
  @EnumSource
  void aGapIsInMillisecondsForWindowsAndInNanosecondsForStatefulSteps(Engine engine)
      throws Exception {
    Results results =
        run(
            engine,
            "Creation_Time",
            """
                - {type: Combine, input: AssignTimestamps, windowing: {type: sessions, gap: 5s}, group_by: User, combine: {count: count}}
                - {type: WriteToJson, name: A, input: Combine, path: windows}
                - {type: CappedSessions, input: AssignTimestamps, gap: 5s, count: 100, mean: x}
                - {type: WriteToJson, name: B, input: CappedSessions, path: capped}
                - {type: AlertOnCount, input: AssignTimestamps, gap: 5s, count: 2, when: x = 1}
                - {type: WriteToJson, name: C, input: AlertOnCount, path: alerts}
                - {type: NextSession, input: AssignTimestamps, gap: 5s}
                - {type: WriteToJson, name: D, input: NextSession, path: next}
            """,
            """
            {"Arrival_Time":0,"Creation_Time":900000,"Device":"d","User":"a","x":1}
            {"Arrival_Time":0,"Creation_Time":900000,"Device":"d","User":"b","x":1}
            {"Arrival_Time":0,"Creation_Time":900000,"Device":"d","User":"c","x":1}
            {"Arrival_Time":4999,"Creation_Time":4999999000,"Device":"d","User":"c","x":1}
            {"Arrival_Time":5000,"Creation_Time":5000100000,"Device":"d","User":"a","x":1}
            {"Arrival_Time":5000,"Creation_Time":5000900000,"Device":"d","User":"b","x":1}
            """);

    assertRows(
        engine,
        results,
        "windows",
        "{'User':'a','window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:00:05.000Z','count':1}",
        "{'User':'a','window_start':'1970-01-01T00:00:05.000Z','window_end':'1970-01-01T00:00:10.000Z','count':1}",
        "{'User':'b','window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:00:05.000Z','count':1}",
        "{'User':'b','window_start':'1970-01-01T00:00:05.000Z','window_end':'1970-01-01T00:00:10.000Z','count':1}",
        "{'User':'c','window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:00:09.999Z','count':2}");
    assertRows(
        engine,
        results,
        "capped",
        "{'User':'a','start':'1970-01-01T00:00:00.000900Z','end':'1970-01-01T00:00:05.000100Z','count':2,'activities':[],'mean_x':1.0,'closed_by':'end'}",
        "{'User':'b','start':'1970-01-01T00:00:00.000900Z','end':'1970-01-01T00:00:00.000900Z','count':1,'activities':[],'mean_x':1.0,'closed_by':'gap'}",
        "{'User':'b','start':'1970-01-01T00:00:05.000900Z','end':'1970-01-01T00:00:05.000900Z','count':1,'activities':[],'mean_x':1.0,'closed_by':'end'}",
        "{'User':'c','start':'1970-01-01T00:00:00.000900Z','end':'1970-01-01T00:00:04.999999Z','count':2,'activities':[],'mean_x':1.0,'closed_by':'end'}");
    assertRows(
        engine,
        results,
        "alerts",
        "{'User':'a','session_start':'1970-01-01T00:00:00.000900Z','triggered_at':'1970-01-01T00:00:05.000100Z','count':2}",
        "{'User':'c','session_start':'1970-01-01T00:00:00.000900Z','triggered_at':'1970-01-01T00:00:04.999999Z','count':2}");
    assertRows(
        engine,
        results,
        "next",
        "{'User':'b','session_start':'1970-01-01T00:00:05.000900Z','previous':{'start':'1970-01-01T00:00:00.000900Z','end':'1970-01-01T00:00:00.000900Z','count':1,'activities':{}},'recommended':null}");
  }

  private static String next(String model, int second, int before) {
    return """
        {'Model':%s,'session_start':'1970-01-01T00:00:0%d.000000Z','previous':
        {'start':'1970-01-01T00:00:0%3$d.000000Z','end':'1970-01-01T00:00:0%3$d.000000Z','count':1,'activities':
        {'walk':1}},'recommended':'walk'}"""
        .formatted(model, second, before);
  }

  private Results run(Engine engine, String timestamp, String steps, String lines)
      throws Exception {
    Path pipeline =
        Files.writeString(folder.resolve("values.yaml"), START.formatted(timestamp) + steps);
    Path input = Files.writeString(folder.resolve("in.json"), lines);
    return engine.run(pipeline.toString(), List.of(input), folder.resolve("out"));
  }

  private static void assertRows(Engine engine, Results results, String sink, String... expected)
      throws Exception {
    Rows.assertSame(sink, engine.finalRows(results, sink), Rows.of(expected));
  }
}
