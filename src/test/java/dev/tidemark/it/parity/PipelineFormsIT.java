package dev.tidemark.it.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.testing.Outcome;
import dev.tidemark.testing.Results;
import dev.tidemark.testing.oracle.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms that are equivalent in Beam YAML are equivalent here, too. */
class PipelineFormsIT {
  private static final String TIMES =
      "{type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}";
  private static final String READ = "{type: ReadFromJson, config: {path: none}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";
  private static final String FIXED = "windowing: {type: fixed, size: 10m}";
  private static final String COUNTS =
      "{type: Combine, config: {group_by: User, combine: {count: count}}}";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        // windowing at WindowInto, at Combine, at any transform before it
        READ + ";" + TIMES + ";{type: WindowInto, " + FIXED + "};" + COUNTS + ";" + WRITE,
        READ
            + ";"
            + TIMES
            + ";{type: Combine, "
            + FIXED
            + ", config: {group_by: User, combine: {count: count}}};"
            + WRITE,
        READ
            + ";{type: AssignTimestamps, "
            + FIXED
            + ", config: {timestamp: Creation_Time}};"
            + COUNTS
            + ";"
            + WRITE,
        "{type: ReadFromJson, "
            + FIXED
            + ", config: {path: none}};"
            + TIMES
            + ";"
            + COUNTS
            + ";"
            + WRITE,
        READ
            + ";"
            + TIMES
            + ";{type: Filter, "
            + FIXED
            + ", config: {keep: Index >= 0}};"
            + COUNTS
            + ";"
            + WRITE,
        // group_by as a list, the long form of a count, the language named
        READ
            + ";"
            + TIMES
            + ";{type: Combine, "
            + FIXED
            + ", config: {language: sql, group_by: [User], combine: {count: {fn: count}}}};"
            + WRITE,
        // no config, and several of one type
        "{type: ReadFromJson, path: none};"
            + "{type: AssignTimestamps, timestamp: Creation_Time};"
            + "{type: Filter, keep: Index >= 0};"
            + "{type: Filter, keep: Index < 9};"
            + "{type: Filter, keep: Index <> 7};"
            + "{type: Combine, "
            + FIXED
            + ", group_by: User, combine: {count: count}};"
            + "{type: WriteToJson, path: results}",
      })
  void countsByUserAndTenMinutes(String transforms) throws Exception {
    List<JsonNode> rows = rows("pipeline:\n  type: chain\n  transforms:\n" + items(transforms));

    assertRows(
        rows,
        "{'User':'a','window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:10:00.000Z','count':2}",
        "{'User':'a','window_start':'1970-01-01T00:10:00.000Z','window_end':'1970-01-01T00:20:00.000Z','count':1}",
        "{'User':'b','window_start':'1970-01-01T00:10:00.000Z','window_end':'1970-01-01T00:20:00.000Z','count':1}");
  }

  @Test
  void aChainMayNameItsEnds() throws Exception {
    List<JsonNode> rows =
        rows(
            "pipeline:\n  type: chain\n  source: "
                + READ
                + "\n  transforms:\n"
                + items(TIMES + ";" + COUNTS)
                + "  sink: "
                + WRITE
                + "\n");

    assertRows(rows, "{'User':'a','count':3}", "{'User':'b','count':1}");
  }

  @Test
  void theShortFormNamesTheFieldThatIsSummedUp() throws Exception {
    List<JsonNode> rows =
        rows(
            "pipeline:\n  type: chain\n  transforms:\n"
                + items(
                    READ
                        + ";"
                        + TIMES
                        + ";{type: Combine, config: {group_by: User, combine: {x: mean}}};"
                        + WRITE));

    assertRows(rows, "{'User':'a','x':0.75}", "{'User':'b','x':4.0}");
  }

  @Test
  void theLongFormNamesTheResult() throws Exception {
    List<JsonNode> rows =
        rows(
            "pipeline:\n  type: chain\n  transforms:\n"
                + items(
                    READ
                        + ";"
                        + TIMES
                        + ";{type: Combine, config: {combine: {n: {fn: count, value: x},"
                        + " sum: {fn: sum, value: x}, least: {fn: min, value: x},"
                        + " last: {fn: max, value: Creation_Time},"
                        + " users: {fn: distinct, value: User}}}};"
                        + WRITE));

    assertRows(rows, "{'n':3,'sum':5.5,'least':0.5,'last':1199999000000,'users':['a','b']}");
  }

  @Test
  void aReadingIsTooLateFromTheWindowsEndPlusAllowedLatenessOn() throws Exception {
    // The window ends at 600 s; the ideal watermark is the arrival minus 10 s.
    input(
        reading("a", 599_999, 609_999, "1"),
        reading("a", 599_998, 729_999, "1"),
        reading("a", 599_997, 730_000, "1"));
    String combine =
        "{type: Combine, windowing: {type: fixed, size: 10m, allowed_lateness: 2m},"
            + " config: {combine: {count: count}}}";

    List<JsonNode> rows =
        run(
            "pipeline:\n  type: chain\n  transforms:\n"
                + items(READ + ";" + TIMES + ";" + combine + ";" + WRITE));

    assertRows(
        rows,
        "{'window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:10:00.000Z','count':2}");
    assertRows(
        new Results(folder.resolve("out")).rows("late"),
        "{'reason':'window_expired','late_by_ms':120000,"
            + "'window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:10:00.000Z',"
            + "'reading':{'Arrival_Time':730000,'Creation_Time':599997000000,'Device':'d',"
            + "'Index':null,'Model':null,'User':'a','gt':null,'x':1.0,'y':null,'z':null}}");
  }

  @Test
  void eventTimeMayBeTheTimeOfArrival() throws Exception {
    input(reading("a", 1_000, 599_999, "1"), reading("a", 2_000, 600_000, "1"));

    List<JsonNode> rows =
        run(
            "pipeline:\n  type: chain\n  transforms:\n"
                + items(
                    READ
                        + ";{type: AssignTimestamps, config: {timestamp: Arrival_Time}};"
                        + "{type: Combine, "
                        + FIXED
                        + ", config: {combine: {count: count}}};"
                        + WRITE));

    assertRows(
        rows,
        "{'window_start':'1970-01-01T00:00:00.000Z','window_end':'1970-01-01T00:10:00.000Z','count':1}",
        "{'window_start':'1970-01-01T00:10:00.000Z','window_end':'1970-01-01T00:20:00.000Z','count':1}");
  }

  @Test
  void readingsMayBeWrittenUnchanged() throws Exception {
    input(reading("a", 1_000, 2_000, "-6.25E-2"));

    List<JsonNode> rows =
        run("pipeline:\n  type: chain\n  transforms:\n" + items(READ + ";" + WRITE));

    assertRows(
        rows,
        "{'Arrival_Time':2000,'Creation_Time':1000000000,'Device':'d','Index':null,'Model':null,"
            + "'User':'a','gt':null,'x':-0.0625,'y':null,'z':null}");
  }

  /** Rows of a pipeline over four readings of two users on both sides of ten minutes. */
  private List<JsonNode> rows(String yaml) throws Exception {
    input(
        reading("a", 0, 0, "0.5").replace("}", ",\"Index\":0}"),
        reading("a", 599_999, 0, "1.0").replace("}", ",\"Index\":1}"),
        reading("a", 600_000, 0, "null").replace("}", ",\"Index\":2}"),
        reading("b", 1_199_999, 0, "4").replace("}", ",\"Index\":3}"));
    return run(yaml);
  }

  private List<JsonNode> run(String yaml) throws Exception {
    Path pipeline = Files.writeString(folder.resolve("forms.yaml"), yaml);
    Outcome.of(
            "--pipeline=" + pipeline,
            "--profile=runner-profiles/direct.properties",
            "--input=" + folder.resolve("in.json"),
            "--output=" + folder.resolve("out"))
        .endsWith(0);
    return new Results(folder.resolve("out")).rows("results");
  }

  private void input(String... lines) throws Exception {
    Files.writeString(folder.resolve("in.json"), String.join("\n", lines));
  }

  private static String reading(String user, long millis, long arrival, String x) {
    return "{\"Arrival_Time\":%d,\"Creation_Time\":%d,\"User\":\"%s\",\"Device\":\"d\",\"x\":%s}"
        .formatted(arrival, millis * 1_000_000, user, x);
  }

  private static String items(String transforms) {
    StringBuilder items = new StringBuilder();
    for (String transform : transforms.split(";", -1)) {
      items.append("    - ").append(transform).append('\n');
    }
    return items.toString();
  }

  private static void assertRows(List<JsonNode> rows, String... expected) throws Exception {
    assertThat(expected).isNotEmpty();
    Rows.assertSame("rows", rows, Rows.of(expected));
  }
}
