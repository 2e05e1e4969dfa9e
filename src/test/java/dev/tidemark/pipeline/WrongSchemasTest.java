package dev.tidemark.pipeline;

import static dev.tidemark.pipeline.MarkedYaml.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ReadingSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a schema is reported where it stands, with what to write instead. */
class WrongSchemasTest {
  private static final String TIMES = "{type: AssignTimestamps, config: {timestamp: at}}";
  private static final String COUNT = "{type: Combine, config: {combine: {n: count}}}";
  private static final String WRITE = "{type: WriteToJson, config: {path: results}}";
  private static final String AT = "at: {type: string, format: date-time}";

  @TempDir private Path folder;

  @Test
  void typesThatAreNone() throws Exception {
    schema(
            "a: §int",
            "b: §timestamp",
            "c: {type: §date-time}",
            "d: {type: §object}",
            "e: {type: §array}",
            "f: {type: §[string, number]}",
            "g: §{format: date-time}",
            "h: §[string]")
        .assertFaults(
            folder,
            "unknown type 'int'; known are string, integer, number, boolean",
            "unknown type 'timestamp'; an instant is {type: string, format: date-time}, or a number"
                + " with a unit: {type: integer, unit: ms}",
            "unknown type 'date-time'; an instant is {type: string, format: date-time}, or a number"
                + " with a unit: {type: integer, unit: ms}",
            "an object is no field; declare the fields inside it, as in id: {type: string, from:"
                + " d.id}",
            "a list is no field; leave it out, or choose another",
            "type must be one of string, integer, number, boolean",
            "'g' needs 'type': one of string, integer, number, boolean",
            "h must be a mapping, not a list");
  }

  @Test
  void instantsThatAreNone() throws Exception {
    schema(
            "a: {type: string, format: §date}",
            "b: {type: integer, §format: date-time}",
            "c: {type: string, §unit: ms}",
            "d: {type: integer, unit: §msec}",
            "e: {type: boolean, §unit: s}",
            "f: {type: string, §formt: date-time}")
        .assertFaults(
            folder,
            "unknown format 'date'; known are date-time",
            "'format: date-time' is for strings; a number has a unit",
            "'unit' is for numbers; a string has 'format: date-time'",
            "unknown unit 'msec'; known are s, ms, us, ns",
            "'unit' is for numbers; a string has 'format: date-time'",
            "unknown key 'formt'; did you mean 'format'?");
  }

  /** What follows from a misspelt word is no fault of its own. */
  @ParameterizedTest
  @CsvSource({
    "'type: §integr, unit: ms',unknown type 'integr'; did you mean 'integer'?",
    "'type: integer, unit: §mss',unknown unit 'mss'; did you mean 'ms'?",
    "'type: number, unit: §mss',unknown unit 'mss'; did you mean 'ms'?",
    "'type: string, format: §date-tim',unknown format 'date-tim'; did you mean 'date-time'?"
  })
  void anInstantWithAMisspeltWord(String declaration, String fault) throws Exception {
    chain(
            "{type: ReadFromJson, config: {path: in.json, schema: {properties: {at: {"
                + declaration
                + "}}, required: [at]}, arrival_time: at}}",
            TIMES,
            COUNT,
            WRITE)
        .assertFaults(folder, fault);
  }

  @Test
  void placesThatCannotBe() throws Exception {
    String deep = "x.".repeat(60) + "x";
    schema(
            "a: {type: string, from: device.id}",
            "§b: {type: string, from: device.id}",
            "§c: {type: string, from: device}",
            "§d: {type: string, from: device.id.x}",
            "e: {type: string, from: §device..id}",
            "f: {type: string, from: §{a: b}}",
            "g: {type: string, from: §" + deep + "}",
            "h: {type: string, from: [§[a]]}")
        .assertFaults(
            folder,
            "'a' and 'b' are read from the same place",
            "one of 'a' and 'c' lies inside the other",
            "one of 'a' and 'd' lies inside the other",
            "from must be names with dots between them, such as device.id, not 'device..id'",
            "from must be a name, or names with dots between them, not a mapping",
            "from lies at most 50 objects deep",
            "from must be names, not a list");
  }

  @Test
  void namesOfNoField() throws Exception {
    MarkedYaml.of(
            """
            pipeline:
              type: chain
              transforms:
                - type: ReadFromJson
                  config:
                    path: in.json
                    schema:
                      type: §list
                      properties:
                        at: {type: string, format: date-time}
                        came: {type: integer, unit: ms}
                        sensor: string
                        value: number
                      required: [at, §sensr, §at]
                      §propertys: {}
                    arrival_time: §sensor
                    identity: [§senor, value]
                    named_by: [§ROOM]
                - type: AssignTimestamps
                  config: {timestamp: §att}
                - type: Filter
                  config: {keep: §valu > 1}
                - type: Combine
                  config: {group_by: §sensors, combine: {m: {fn: mean, value: §vlue}, d: {fn: max, value: §vaule}}}
                - type: WriteToJson
                  config: {path: results}
            """)
        .assertFaults(
            folder,
            "unknown type 'list'; known are object",
            "unknown required 'sensr'; did you mean 'sensor'?",
            "required names at twice",
            "unknown key 'propertys'; did you mean 'properties'?",
            "sensor is no instant: declare it with 'format: date-time', or with a 'unit' (s, ms,"
                + " us, ns)",
            "unknown identity 'senor'; did you mean 'sensor'?",
            "unknown named_by 'ROOM'; known are at, came, sensor, value",
            "unknown timestamp 'att'; did you mean 'at'?",
            "keep: 'valu' is not a field of a reading; did you mean 'value'?",
            "unknown group_by 'sensors'; did you mean 'sensor'?",
            "unknown field of mean 'vlue'; did you mean 'value'?",
            "unknown field of max 'vaule'; did you mean 'value'?");
  }

  @Test
  void arrivalsThatAReadingMayLack() throws Exception {
    chain(
            "{type: ReadFromJson, config: {path: in.json, schema: {properties: {"
                + AT
                + "}}, arrival_time: §at}}",
            "{type: AssignTimestamps, config: {timestamp: §at}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "a reading may lack at; add it to 'required' of the schema",
            "a reading may lack at; add it to 'required' of the schema");
    source("schema: {properties: {" + AT + "}, required: [at]}, arrival_time: §came")
        .assertFaults(folder, "unknown arrival_time 'came'; known are at");
  }

  @Test
  void anEventTimeIsAnInstant() throws Exception {
    for (String type : List.of("string", "number", "integer", "boolean")) {
      chain(
              "{type: ReadFromJson, config: {path: in.json, schema: {properties: {at: {type: "
                  + type
                  + "}}, required: [at]}}}",
              "{type: AssignTimestamps, config: {timestamp: §at}}",
              COUNT,
              WRITE)
          .assertFaults(
              folder,
              "at is no instant: declare it with 'format: date-time', or with a 'unit' (s, ms, us,"
                  + " ns)");
    }
  }

  @Test
  void anEventTimeThatWasDropped() throws Exception {
    chain(
            "{type: ReadFromJson, config: {path: in.json, schema: {properties: {"
                + AT
                + ", k: {type: string}}, required: [at]}}}",
            TIMES,
            "{type: MapToFields, config: {fields: {k: k}}}",
            "§{type: AssignTimestamps, config: {timestamp: §at}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "'AssignTimestamps@7' comes after 'MapToFields', which maps fields; assign timestamps"
                + " before it",
            "unknown timestamp 'at'");
  }

  @Test
  void aPathOfNoNames() throws Exception {
    source("schema: {properties: {" + AT + ", k: {type: string, from: §[]}}, required: [at]}")
        .assertFaults(folder, "from needs a name; leave it out if it is the field's own");
  }

  @Test
  void keysWithoutASchema() throws Exception {
    chain(
            "{type: ReadFromJson, config: {path: in.json, §identity: Device, §arrival_time: t}}",
            "{type: AssignTimestamps, config: {timestamp: Creation_Time}}",
            COUNT,
            WRITE)
        .assertFaults(
            folder,
            "'identity' names fields of a 'schema'; without one, readings are those of activity",
            "'arrival_time' names fields of a 'schema'; without one, readings are those of"
                + " activity");
  }

  @Test
  void schemasThatAreNone() throws Exception {
    chain("{type: ReadFromJson, config: {path: in.json, schema: §[]}}", WRITE)
        .assertFaults(folder, "schema must be a mapping, not a list");
    chain("{type: ReadFromJson, config: {path: in.json, schema: §{type: object}}}", WRITE)
        .assertFaults(folder, "schema needs 'properties': the fields, each with its type");
    chain("{type: ReadFromJson, config: {path: in.json, schema: {§properties: {}}}}", WRITE)
        .assertFaults(folder, "a schema needs at least one field");
    chain("{type: ReadFromJson, config: {path: in.json, schema: §none.yaml}}", WRITE)
        .assertFaults(folder, "schema: cannot read schema file none.yaml: there is no such file");
    chain(
            "{type: ReadFromJson, config: {path: in.json, schema: {properties: {§'': string}}}}",
            WRITE)
        .assertFaults(folder, "a field needs a name");
  }

  @Test
  void moreFieldsThanAReadingHas() throws Exception {
    String fields =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(i -> "f" + i + ": number")
            .collect(Collectors.joining(", "));
    chain(
            "{type: ReadFromJson, config: {path: in.json, schema: {properties: {"
                + fields
                + ", §more: number}}}}",
            WRITE)
        .assertFaults(folder, "a schema has at most 1,000 fields");
  }

  /** A schema file is looked for beside the pipeline file. */
  @Test
  void aFileBesideThePipelineFile() throws Exception {
    Files.writeString(
        Files.createDirectories(folder.resolve("schemas")).resolve("sensor.yaml"),
        "schema: {properties: {" + AT + ", b: integer}, required: [at]}\nidentity: b\n");
    PipelineSpec spec =
        chain(
                "{type: ReadFromJson, config: {path: in.json, schema: schemas/sensor.yaml}}",
                TIMES,
                COUNT,
                WRITE)
            .read(folder);
    ReadingSchema schema = spec.schema();
    assertThat(schema.fieldNames()).containsExactly("at", "b");
    assertThat(schema.identity()).containsExactly(schema.field("b"));
  }

  /** A source with a schema of these fields, and of an instant. */
  private static MarkedYaml schema(String... fields) {
    return source(
        "schema: {properties: {" + AT + ", " + String.join(", ", fields) + "}, required: [at]}");
  }

  private static MarkedYaml source(String keys) {
    return chain(
        "{type: ReadFromJson, config: {path: in.json, " + keys + "}}", TIMES, COUNT, WRITE);
  }
}
