package dev.tidemark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.oracle.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which values are one and which are two, in every step, on every engine. Rows by hand. */
class ValuesIT {
  private static final ObjectMapper JSON = new ObjectMapper();

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
            """
            pipeline:
              transforms:
                - {type: ReadFromJson, path: none}
                - {type: AssignTimestamps, input: ReadFromJson, timestamp: Creation_Time, max_delay: 10s}
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
        results, "gt", "{'gt':'walk','count':6}", "{'gt':'','count':1}", "{'gt':null,'count':1}");
    assertRows(
        results,
        "model",
        "{'Model':'','x':2.0}",
        "{'Model':null,'x':3.0}",
        "{'Model':'m','x':null}");
    assertRows(
        results,
        "capped",
        "{'Model':'','start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:04.000000Z','count':3,'activities':['walk'],'mean_x':2.0,'closed_by':'end'}",
        "{'Model':null,'start':'1970-01-01T00:00:01.000000Z','end':'1970-01-01T00:00:05.000000Z','count':3,'activities':['walk'],'mean_x':3.0,'closed_by':'end'}");
    assertRows(
        results,
        "windows",
        "{'Model':'','window':0,'count':3,'mean_x':2.0,'start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:04.000000Z'}",
        "{'Model':null,'window':0,'count':3,'mean_x':3.0,'start':'1970-01-01T00:00:01.000000Z','end':'1970-01-01T00:00:05.000000Z'}");
    assertRows(
        results,
        "alerts",
        "{'Model':'','session_start':'1970-01-01T00:00:00.000000Z','triggered_at':'1970-01-01T00:00:04.000000Z','count':3}",
        "{'Model':null,'session_start':'1970-01-01T00:00:01.000000Z','triggered_at':'1970-01-01T00:00:05.000000Z','count':3}");
    assertRows(
        results,
        "next",
        next("''", 2, 0),
        next("''", 4, 2),
        next("null", 3, 1),
        next("null", 5, 3));
    assertRows(
        results,
        "activity",
        "{'Model':'','activity':'walk','start':'1970-01-01T00:00:00.000000Z','end':'1970-01-01T00:00:04.000000Z'}",
        "{'Model':null,'activity':'walk','start':'1970-01-01T00:00:01.000000Z','end':'1970-01-01T00:00:05.000000Z'}",
        "{'Model':'m','activity':'','start':'1970-01-01T00:00:09.000000Z','end':'1970-01-01T00:00:09.000000Z'}");
    assertRows(results, "duplicate");
  }

  private static String next(String model, int second, int before) {
    return """
        {'Model':%s,'session_start':'1970-01-01T00:00:0%d.000000Z','previous':
        {'start':'1970-01-01T00:00:0%3$d.000000Z','end':'1970-01-01T00:00:0%3$d.000000Z','count':1,'activities':
        {'walk':1}},'recommended':'walk'}"""
        .formatted(model, second, before);
  }

  private Results run(Engine engine, String yaml, String lines) throws Exception {
    Path pipeline = Files.writeString(folder.resolve("values.yaml"), yaml);
    Path input = Files.writeString(folder.resolve("in.json"), lines);
    return engine.run(pipeline.toString(), List.of(input), folder.resolve("out"));
  }

  private static void assertRows(Results results, String sink, String... expected)
      throws Exception {
    List<JsonNode> wanted = new ArrayList<>();
    for (String row : expected) {
      wanted.add(JSON.readTree(row.replace('\'', '"')));
    }
    Rows.assertSame(sink, answers(results.rows(sink), sink), wanted);
  }

  /** Where a stream refines a row, the last one of its key. */
  private static Collection<JsonNode> answers(List<JsonNode> rows, String sink) {
    if (!List.of("gt", "model", "activity").contains(sink)) {
      return rows;
    }
    Map<String, JsonNode> last = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      last.put(row.get(0) + row.path("Model").toString() + row.path("gt"), row);
    }
    return last.values().stream()
        .<JsonNode>map(row -> ((ObjectNode) row.deepCopy()).without("pane"))
        .toList();
  }
}
