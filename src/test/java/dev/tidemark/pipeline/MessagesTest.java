package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static dev.tidemark.pipeline.MarkedYaml.graph;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import dev.tidemark.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages tell a new user what to write instead. */
class MessagesTest {
  private static final String READ = "{type: ReadFromJson, config: {path: in.json}}";
  private static final String TIMES =
      "{type: AssignTimestamps, config: {timestamp: Creation_Time, max_delay: 10s}}";
  private static final String COUNT = "{type: Combine, config: {combine: {n: count}}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";

  @TempDir private Path folder;

  @Test
  void namesOfSinks() throws Exception {
    String tooLong = "s".repeat(201);
    graph(
            "{type: ReadFromJson, name: Read, config: {path: in.json}}",
            "{type: WriteToJson, name: A, input: Read, config: {§path: _counts}}",
            "{type: WriteToJson, name: B, input: Read, config: {§path: .hidden}}",
            "{type: WriteToJson, name: C, input: Read, config: {§path: a b}}",
            "{type: WriteToJson, name: D, input: Read, config: {§path: " + tooLong + "}}",
            "{type: WriteToJson, name: E, input: Read, config: {path: counts}}",
            "§{type: WriteToJson, name: F, input: Read, config: {path: Counts}}",
            "§{type: WriteToJson, name: G, input: Read, config: {path: Malformed}}",
            "§{type: WriteToJson, name: H, input: Read, config: {path: malformed}}")
        .assertFaults(
            folder,
            "a sink's name begins with a letter or a digit, not with '_'",
            "a sink's name begins with a letter or a digit, not with '.'",
            "a sink is one directory name of letters, digits, '.', '_' and '-'",
            "a sink's name has at most 190 characters, but this one has 201",
            "'Counts' differs from the output 'counts' only in case; choose another path",
            "'Malformed' differs from the output 'malformed' only in case; choose another path",
            "'malformed' is where malformed lines go; choose another path");
  }

  @Test
  void compressions() throws Exception {
    graph(
            "{type: ReadFromJson, name: Read, config: {path: in.json}}",
            "{type: WriteToJson, input: Read, config: {path: a, compression: §snappy}}",
            "{type: WriteToCsv, input: Read, config: {path: b, compression: §snappy}}",
            "{type: WriteToCsv, name: C, input: Read, config: {path: c, compression: §gz}}",
            "{type: WriteToParquet, input: Read, config: {path: d, compression: §lz4}}",
            "{type: WriteToParquet, name: E, input: Read, config: {path: e, compression: snappy}}")
        .assertFaults(
            folder,
            "WriteToJson writes no files with compression snappy; use one of none, gzip, zstd",
            "WriteToCsv writes no files with compression snappy; use one of none, gzip, zstd",
            "unknown compression 'gz'; known are none, gzip, zstd",
            "unknown compression 'lz4'; known are none, gzip, zstd, snappy");
  }

  @Test
  void malformedLinesAndLateReadingsWithTheSameName() throws Exception {
    chain(
            "§{type: ReadFromJson, config: {path: in.json, error_handling: {output: late}}}",
            TIMES,
            "{type: NextSession, gap: 5s}",
            WRITE)
        .assertFaults(
            folder,
            "'late' is where readings that are too late go; choose another output under"
                + " error_handling");
  }

  @Test
  void windowsThatDoNotFitTheirType() throws Exception {
    String fixed =
        "fixed windows do not overlap; for windows that do, use type: sliding with 'size' and"
            + " 'period'";
    chain(
            READ,
            TIMES,
            "{type: WindowInto, windowing: {type: fixed, size: 10m, §slide: 5m}}",
            "{type: WindowInto, windowing: {type: fixed, size: 10m, §period: 5m}}",
            "{type: WindowInto, windowing: {type: sliding, size: 10m, §slide: 5m}}",
            "{type: WindowInto, windowing: {type: fixed, size: 10m, §gap: 5m}}",
            "{type: WindowInto, windowing: {type: sessions, gap: 10m, §size: 5m}}",
            "{type: WindowInto, windowing: {type: global, §size: 5m}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            fixed,
            fixed,
            "'slide' is called 'period' here",
            "fixed windows have no gap; use type: sessions",
            "session windows have no size; 'gap' is the pause that ends one",
            "the global window has no size; for windows of a size use type: fixed");
  }

  @Test
  void windowsInsideAConfig() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: WindowInto, config: {§windowing: {type: fixed, size: §ten}}}",
            "{type: Filter, config: {§name: F, keep: x > 1, §input: Times}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "'windowing' belongs beside 'config', not in it",
            "size must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'ten'",
            "'name' belongs beside 'config', not in it",
            "'input' belongs beside 'config', not in it");
    chain(READ, TIMES, "§{type: WindowInto, config: {§size: 5m}}", COUNT, WRITE)
        .assertFaults(folder, "WindowInto needs 'windowing': which windows", "unknown key 'size'");
  }

  @Test
  void functionsAndTheirFields() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, config: {combine: {a: {fn: count, §value: '*'}, §mean: x, x: §avg, m:"
                + " {fn: §Maximum, value: y}, s: {fn: sum, value: §'*'}, v: {fn: §variance, value:"
                + " x}}}}",
            WRITE)
        .assertFaults(
            folder,
            "to count all readings, leave 'value' out",
            "'mean' is a function and 'x' a field; write x: mean",
            "unknown fn 'avg'; did you mean 'mean'?",
            "unknown fn 'Maximum'; did you mean 'max'?",
            "unknown field of sum '*'; known are Arrival_Time, Creation_Time, Index, x, y, z",
            "unknown fn 'variance'; known are count, sum, mean, min, max, distinct,"
                + " count_distinct, min_by, max_by, stddev, percentile");
  }

  @Test
  void functionsThatTakeMoreThanAField() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, config: {combine: {x: §max_by, y: §percentile,"
                + " a: §{fn: max_by, value: x}, b: {fn: min_by, value: gt, by: §Usr},"
                + " c: §{fn: percentile, value: x}, d: {fn: percentile, value: §gt, p: §95},"
                + " e: {fn: sum, value: x, §by: y}, f: {fn: percentile, value: x, p: 1.0, §by: y},"
                + " g: {fn: count, §p: 0.5, where: x > §gt}, h: {fn: §median, value: x, p: 0.5},"
                + " by: count, p: count}}}",
            WRITE)
        .assertFaults(
            folder,
            "max_by needs 'by'; write x: {fn: max_by, value: x, by: Arrival_Time}",
            "percentile needs 'p'; write y: {fn: percentile, value: y, p: 0.95}",
            "a needs 'by': the field whose extreme max_by looks for",
            "unknown field for by 'Usr'; did you mean 'User'?",
            "c needs 'p': which percentile, as a fraction: 0.5 is the median, 0.95 the 95th",
            "unknown field of percentile 'gt'; known are Arrival_Time, Creation_Time, Index, x, y,"
                + " z",
            "p must be from 0 to 1, such as 0.95, not '95'",
            "sum takes no 'by'; min_by and max_by do",
            "percentile takes no 'by'; min_by and max_by do",
            "count takes no 'p'; percentile does",
            "where: x is a number and gt is a string; they cannot be compared",
            "unknown fn 'median'; did you mean 'percentile'?");
  }

  @Test
  void misplacedSteps() throws Exception {
    chain(READ, TIMES, COUNT, "§{type: TrackActivity}", WRITE)
        .assertFaults(
            folder,
            "'TrackActivity' takes readings, not the rows of 'Combine'; put it before that step");
    chain(READ, TIMES, COUNT, "{type: Filter, config: {keep: §x > 100}}", WRITE)
        .assertFaults(folder, "keep: 'x' is not a field of a row; did you mean 'n'?");
    chain(
            READ,
            TIMES,
            "{type: WriteToJson, config: {path: all}}",
            "§{type: WriteToJson, name: Two, config: {path: results}}")
        .assertFaults(
            folder,
            "'Two' comes after the sink 'WriteToJson', which ends the chain; for several sinks"
                + " drop 'type: chain' and give each transform an 'input'");
    graph(
            "{type: ReadFromJson, config: {path: in.json}}",
            "{type: WriteToJson, name: One, input: ReadFromJson, config: {path: all}}",
            "§{type: WriteToJson, name: Two, input: One, config: {path: results}}")
        .assertFaults(
            folder,
            "'Two' takes from 'One', which is a sink and has no output; take that of the transform"
                + " before it");
    chain("§" + TIMES, READ, WRITE)
        .assertFaults(
            folder, "'AssignTimestamps' comes before the source; a chain begins with its source");
  }

  @Test
  void conditionsInAFile() throws Exception {
    chain(
            READ,
            "{type: Filter, config: {keep: \"gt §== 'walk'\"}}",
            "{type: Filter, config: {keep: 'gt = §\"walk\"'}}",
            "{type: Filter, config: {keep: 'gt = ''walk'' and x > §NaN'}}",
            "{type: Filter, config: {keep: x between 1 and §gt}}",
            "{type: Filter, config: {keep: gt like §z}}",
            "{type: Filter, config: {keep: gt in (§)}}",
            WRITE)
        .assertFaults(
            folder,
            "keep: write '=' for '=='",
            "keep: texts take single quotes: 'walk'",
            "keep: NaN is no value for x; where it is absent, x is null",
            "keep: x is a number and gt is a string; they cannot be compared",
            "keep: LIKE takes a pattern in single quotes, as in gt like 'stairs%'",
            "keep: IN needs at least one value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep: |\n          gt = 'walk'\n          or x > §NaN\n",
        "keep: >-  # a comment\n          gt = 'walk'\n\n            or x > §NaN\n",
        "keep: gt = 'walk'\n          or x > §NaN # a comment\n",
        "keep: \"gt = '\\x41\\u00e9\\U0001F600 \\\n           \\\"'\\n\\tor x > §NaN\"\n",
        "keep: 'gt = ''a''\n          or x > §NaN'\n",
        "keep: gt = '\u00e9' or x > §NaN\n",
      })
  void errorsAreLocatedInEveryStyleOfCondition(String keep) throws Exception {
    MarkedYaml.of(
            "pipeline:\n"
                + "  type: chain\n"
                + "  transforms:\n"
                + "    - type: ReadFromJson\n"
                + "      path: in.json\n"
                + "    - type: Filter\n"
                + "      config:\n"
                + "        "
                + keep
                + "    - type: WriteToJson\n      path: results\n")
        .assertFaults(folder, "keep: NaN is no value for x; where it is absent, x is null");
  }

  @Test
  void wrongIndentation() throws Exception {
    MarkedYaml.of(
            "pipeline:\n"
                + "  type: chain\n"
                + "  transforms:\n"
                + "    - type: Filter\n"
                + "      config:\n"
                + "        keep: x > 1\n"
                + "     §name: F\n")
        .assertFaults(
            folder,
            "this does not fit the block of line 4, column 5; check the indentation here and in"
                + " the line above");
    MarkedYaml.of("pipeline:\n  type: chain\n    transforms§: []\n")
        .assertFaults(
            folder,
            "a ':' is not allowed here; check the indentation here and in the line above, and"
                + " whether that line lacks a ':'");
    MarkedYaml.of("pipeline:\n  transforms\n    - type§: Filter\n")
        .assertFaults(
            folder,
            "a ':' is not allowed here; check the indentation here and in the line above, and"
                + " whether that line lacks a ':'");
  }

  @Test
  void fieldsThatAreMapped() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: MapToFields, config: {append: true, drop: [x, §Usr], fields: {§y: x, a: §foo +"
                + " 1, b: {expression: §gt * 2, §callable: f}}}}",
            "{type: MapToFields, name: M, config: {§drop: z, fields: {User: User, sum: y +§, diff:"
                + " z, Creation_Time: Creation_Time}}}",
            "{type: Filter, config: {keep: User = 'a' and §x > 1}}",
            "§" + TIMES.replace("{type", "{name: Later, type"),
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "unknown field to drop 'Usr'; did you mean 'User'?",
            "'y' is a field already; list it under 'drop' to replace it",
            "a: 'foo' is not a field of a reading; fields are Arrival_Time, Creation_Time, Device,"
                + " Index, Model, User, gt, x, y, z",
            "expression: '*' takes numbers; gt is a string",
            "expressions are written in SQL, under 'expression'",
            "without append: true only the fields under 'fields' remain; leave 'drop' out",
            "sum: expected a field or a literal, found the end",
            "keep: 'x' is not a field of a reading; fields are User, sum, diff, Creation_Time",
            "'Later' comes after 'M', which maps fields; assign timestamps before it");
    chain(
            READ,
            "§{type: MapToFields, config: {fields: {Creation_Time: Creation_Time}}}",
            "§" + TIMES,
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "'MapToFields' takes readings with timestamps, but is given readings without timestamps;"
                + " put an AssignTimestamps before it",
            "'AssignTimestamps' comes after 'MapToFields', which maps fields; assign timestamps"
                + " before it");
    chain(READ, TIMES, "{type: MapToFields, config: §{append: true}}", COUNT, WRITE)
        .assertFaults(
            folder,
            "MapToFields needs 'fields': the fields of the new readings, each with its expression");
  }

  @Test
  void rowsWithoutFields() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, windowing: {type: fixed, size: 1m}, config: {combine: {count: count}}}",
            "{type: MapToFields, config: {append: true, §drop: [window_start, window_end, count]}}",
            WRITE)
        .assertFaults(folder, "rows need a field, and none is left");
  }

  @Test
  void rowsThatAreAggregatedAgain() throws Exception {
    String alerts = "{type: AlertOnCount, config: {gap: 5s, count: 9, when: x > 1}}";
    chain(
            READ,
            TIMES,
            "{type: Combine, windowing: {type: fixed, size: 1m}, config: {combine: {n: count,"
                + " labels: {fn: distinct, value: gt}}}}",
            "{type: Combine, name: Again, config: {§timestamp: window_start, group_by: [n, §labels],"
                + " combine: {most: {fn: max, value: §x}, §window_end: count}}}",
            WRITE)
        .assertFaults(
            folder,
            "it is for windows; set 'windowing' beside the step, or drop it",
            "unknown group_by 'labels'; known are window_start, window_end, n",
            "unknown field of max 'x'; did you mean 'n'?",
            "the row already has a field 'window_end'");
    chain(
            READ,
            TIMES,
            alerts,
            "{type: Combine, windowing: {type: fixed, size: 1m}, config: §{combine: {n: count}}}",
            WRITE)
        .assertFaults(
            folder,
            "Combine needs 'timestamp': the instant by which rows are in windows: one of"
                + " session_start, triggered_at");
    chain(READ, TIMES, alerts, "{type: Combine, config: {combine: {n: count}}}", WRITE)
        .read(folder);
  }

  @Test
  void whichDuplicateIsKept() throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Deduplicate, config: {within: 1m, keep: §lst}}",
            "{type: Deduplicate, config: {within: 1m, keep: last}}",
            "{type: Deduplicate, config: {within: 1m, §keep: last, on: [Index, §x, §Index]}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "unknown keep 'lst'; did you mean 'last'?",
            "with 'on' the first is kept; leave 'keep' out",
            "unknown field for on 'x'; known are Arrival_Time, Creation_Time, Device, Index, Model,"
                + " User, gt",
            "on names Index twice");
  }

  @Test
  void triggersInBeamsForm() throws Exception {
    for (String[] faulty :
        new String[][] {
          {
            "trigger: {type: §after_count, count: 5}, §accumulation: discarding,"
                + " accumulation_mode: §retracting",
            "a window always answers when the watermark passes its end; write type:"
                + " after_watermark, and what it does before and after under 'early' and 'late'",
            "'accumulation' and 'accumulation_mode' mean the same; keep one",
            "unknown accumulation_mode 'retracting'; known are accumulating, discarding"
          },
          {
            "trigger: {type: §after_wattermark, early: {type: §after_processing_tim, delay: §soon}}",
            "unknown type 'after_wattermark'; did you mean 'after_watermark'?",
            "unknown type 'after_processing_tim'; did you mean 'after_processing_time'?",
            "delay must be a duration such as 500ms, 10s, 10m, 2h or 1d, not 'soon'"
          },
          {
            "trigger: {early: {type: after_count, count: §100}, late: {type: after_processing_time,"
                + " §count: 1, delay: 5s}}",
            "readings reach a window in batches, so they cannot be counted here; write count: 1"
                + " for each batch, or type: after_processing_time with a 'delay'",
            "after_processing_time has a 'delay', no 'count'"
          },
          {
            "trigger: {early: {type: §repeatedly, §trigger: {type: after_count, count: 1}}, late:"
                + " §{delay: 5s}}",
            "what is under 'early' is repeated in any case; leave 'repeatedly' out",
            "write what is under 'trigger' here instead",
            "late needs 'type': one of after_processing_time, after_count"
          },
        }) {
      chain(
              READ,
              TIMES,
              "{type: Combine, windowing: {type: fixed, size: 1m, "
                  + faulty[0]
                  + "},"
                  + " combine: {n: count}}",
              WRITE)
          .assertFaults(folder, Arrays.copyOfRange(faulty, 1, faulty.length));
    }
  }

  @Test
  void unclosedBracketsAndQuotes() throws Exception {
    MarkedYaml.of("pipeline: {type: chain, transforms: []\n§options: {}\n")
        .assertFaults(folder, "expected ',' or '}' in what the '{' of line 1, column 11 opens");
    MarkedYaml.of("pipeline: 'abc\n§")
        .assertFaults(folder, "the text of line 1, column 11 has no closing quote");
    MarkedYaml.of("pipeline: {fn: count, value: *§}\n")
        .assertFaults(folder, "a text that begins with '*' needs quotes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fixed, size: §3652501d | size must be at most 3652500d (10,000 years), not '3652501d'",
        "fixed, size: §1.5ms | size must be whole milliseconds, such as 2ms, not '1.5ms'",
        "fixed, size: §0.4ms | size must be whole milliseconds, such as 2ms, not '0.4ms'",
        "sessions, gap: §999999999d | gap must be at most 3652500d (10,000 years), not"
            + " '999999999d'",
        "sliding, period: 1d, size: §999999999d | size must be at most 3652500d (10,000 years), not"
            + " '999999999d'",
        "fixed, size: 1d, allowed_lateness: §3652501d | allowed_lateness must be at most 3652500d"
            + " (10,000 years), not '3652501d'",
        "fixed, size: 1d, trigger: {early: §3652501d} | early must be at most 3652500d (10,000"
            + " years), not '3652501d'",
        "fixed, size: 1d, trigger: {late: §3652501d} | late must be at most 3652500d (10,000"
            + " years), not '3652501d'",
        "sliding, size: 1d, §period: 1ms | each reading would be in 86,400,000 windows; at most"
            + " 10,000 are allowed: use a longer period or a shorter size",
        "sliding, size: 10001ms, §period: 1ms | each reading would be in 10,001 windows; at most"
            + " 10,000 are allowed: use a longer period or a shorter size",
      })
  void windowsOutOfBounds(String windowing, String message) throws Exception {
    chain(
            READ,
            TIMES,
            "{type: Combine, windowing: {type: " + windowing + "}, combine: {n: count}}",
            WRITE)
        .assertFaults(folder, message);
  }

  @Test
  void theLongestDurationsAndTheMostWindows() throws Exception {
    chain(
            READ,
            TIMES.replace("10s", "3652500d"),
            "{type: WindowInto, windowing: {type: sliding, size: 10s, period: 1ms}}",
            "{type: Combine, windowing: {type: fixed, size: 3652500d, allowed_lateness: 3652500d},"
                + " combine: {n: count}}",
            WRITE)
        .read(folder);
  }

  @Test
  void durationsOfSteps() throws Exception {
    chain(
            READ,
            "{type: AssignTimestamps, timestamp: Creation_Time, max_delay: §3652501d}",
            "{type: Deduplicate, within: §999999999d}",
            "{type: AlertOnCount, gap: §999999999d, when: x > 1, count: §9223372036854775808}",
            WRITE)
        .assertFaults(
            folder,
            "max_delay must be at most 3652500d (10,000 years), not '3652501d'",
            "within must be at most 3652500d (10,000 years), not '999999999d'",
            "gap must be at most 3652500d (10,000 years), not '999999999d'",
            "count must be at most 9223372036854775807, not '9223372036854775808'");
    chain(
            READ,
            TIMES,
            "{type: AlertOnCount, gap: 1s, when: x > 1, count: 9223372036854775807}",
            WRITE)
        .read(folder);
  }

  @Test
  void passwordsAreNotQuoted() throws Exception {
    String topic = "topic: t, bootstrap_servers: 'b:1', format: JSON";
    chain(
            "{type: ReadFromKafka, config: {"
                + topic
                + ", consumer_config: §sasl.password=S3CRET}}",
            "{type: WriteToKafka, config: {" + topic + ", producer_config_updates: §S3CRET}}")
        .assertFaults(
            folder,
            "consumer_config must be a mapping, not text",
            "producer_config_updates must be a mapping, not text");
    chain(
            "{type: ReadFromKafka, config: {" + topic + ", §'sasl.password=S3CRET': x}}",
            "{type: WriteToKafka, config: §sasl.password=S3CRET}")
        .assertFaults(
            folder,
            "unknown key 'sasl.password=...'; known are auto_offset_reset_config,"
                + " consumer_config, topic, bootstrap_servers, format, schema, error_handling,"
                + " max_arrival_step",
            "config must be a mapping, not 'sasl.password=...'");
    chain(
            "{type: ReadFromKafka, config: {"
                + topic
                + ", consumer_config: {§sasl.password=S3CRET, §'ssl.key.password=S3CRET': [x]}}}",
            TIMES,
            "{type: WriteToKafka, config: {"
                + topic
                + ", producer_config_updates: {§sasl.password=S3CRET}}}")
        .assertFaults(
            folder,
            "'sasl.password=...' is not a setting; write sasl.password: value",
            "'ssl.key.password=...' is not a setting; write ssl.key.password: value",
            "'sasl.password=...' is not a setting; write sasl.password: value");
  }

  @Test
  void tooManyTransforms() throws Exception {
    String[] filters = new String[101];
    Arrays.fill(filters, "{type: Filter, keep: x > 1}");
    filters[0] = READ;
    filters[100] = "§" + WRITE;

    chain(filters).assertFaults(folder, "the pipeline has 101 transforms; at most 100 are allowed");
  }

  @Test
  void tooManyTransformsInARow() throws Exception {
    String[] filters = new String[51];
    Arrays.fill(filters, "{type: Filter, keep: x > 1}");
    filters[0] = READ;
    filters[50] = "§" + WRITE;

    chain(filters).assertFaults(folder, "more than 50 transforms in a row up to here");
    filters[49] = WRITE;
    chain(Arrays.copyOf(filters, 50)).read(folder);
  }

  @Test
  void reportedProblemsAreBounded() throws Exception {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      keys.append("key%d: 1\n".formatted(i));
    }
    Problems problems = new Problems();
    Yaml.Mapping mapping =
        (Yaml.Mapping) new YamlReader(problems).read(keys.toString()).orElseThrow();
    Settings.of(mapping, "the test", problems).reportUnknownKeys();

    assertThat(problems.in("f")).hasSize(101).last().isEqualTo("f: and 900 more like these");
  }
}
