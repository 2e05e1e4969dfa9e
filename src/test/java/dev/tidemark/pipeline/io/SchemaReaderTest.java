package dev.tidemark.pipeline.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.yaml.NamedFiles;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.Settings;
import dev.tidemark.yaml.Yaml;
import dev.tidemark.yaml.YamlReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaReaderTest {
  @Test
  void withoutASchemaReadingsAreThoseOfActivity() {
    assertThat(read("path: in.json")).isEqualTo(ActivitySchema.SCHEMA);
    assertThat(read("schema: activity")).isEqualTo(ActivitySchema.SCHEMA);
  }

  @Test
  void theShippedFileOfActivityIsTheBuiltInSchema() throws IOException {
    assertThat(ofFile(Files.readString(Path.of("pipelines/schemas/activity.yaml"))))
        .isEqualTo(ActivitySchema.SCHEMA);
  }

  @Test
  void everyFormAtOnce() {
    ReadingSchema schema =
        read(
            """
            schema:
              $schema: https://json-schema.org/draft/2020-12/schema
              title: A sensor
              description: What a sensor says
              type: object
              additionalProperties: true
              properties:
                at: {type: string, format: date-time, description: When it was measured}
                came: {type: integer, unit: ms}
                sensor: {type: string, from: device.id}
                state: {type: string, from: [device, a.b, state]}
                seq: integer
                value: {type: [number, 'null']}
                sent: {type: number, unit: s}
                ok: boolean
                note: {type: ['null', string]}
                room: {type: string, title: Room}
              required: [at, came, sensor, value]
            arrival_time: came
            identity: [sensor, seq]
            named_by: [room, sensor]
            """);

    assertThat(schema)
        .isEqualTo(
            ReadingSchema.builder()
                .add("at", Field.Type.INSTANT)
                .add("came", Field.Type.WHOLE, Unit.MILLIS)
                .add("sensor", Field.Type.TEXT, Unit.NONE, List.of("device", "id"))
                .add("state", Field.Type.TEXT, Unit.NONE, List.of("device", "a.b", "state"))
                .add("seq", Field.Type.WHOLE)
                .add("value", Field.Type.REAL)
                .add("sent", Field.Type.INSTANT, Unit.SECONDS)
                .add("ok", Field.Type.BOOLEAN)
                .add("note", Field.Type.TEXT)
                .add("room", Field.Type.TEXT)
                .require(List.of("at", "came", "sensor", "value"))
                .arrival("came")
                .identity(List.of("sensor", "seq"))
                .names(List.of("room", "sensor"))
                .build());
    assertThat(schema.arrival().map(Field::name)).hasValue("came");
    assertThat(schema.declaresArrival()).isTrue();
    assertThat(schema.fields().stream().filter(Field::isRequired).map(Field::name))
        .containsExactly("at", "came", "sensor", "value");
    assertThat(schema.instants().stream().map(Field::name)).containsExactly("at", "came", "sent");
  }

  @ParameterizedTest
  @CsvSource({
    "integer,s,WHOLE,SECONDS",
    "integer,ms,WHOLE,MILLIS",
    "integer,us,WHOLE,MICROS",
    "integer,ns,WHOLE,NANOS",
    "number,s,INSTANT,SECONDS",
    "number,ms,INSTANT,MILLIS",
    "number,us,INSTANT,MICROS",
    "number,ns,INSTANT,NANOS",
  })
  void instantsAsNumbers(String type, String unit, Field.Type expected, Unit counted) {
    Field at =
        read("schema: {properties: {at: {type: %s, unit: %s}}}".formatted(type, unit)).field("at");
    assertThat(at.type()).isEqualTo(expected);
    assertThat(at.unit()).isEqualTo(counted);
    assertThat(at.isInstant()).isTrue();
  }

  @Test
  void aSchemaWithoutArrivalAndIdentity() {
    ReadingSchema schema = read("schema: {properties: {a: string, b: number}}");
    assertThat(schema.fieldNames()).containsExactly("a", "b");
    assertThat(schema.fields()).noneMatch(Field::isRequired).noneMatch(Field::isInstant);
    assertThat(schema.arrival()).isEmpty();
    assertThat(schema.declaresArrival()).isFalse();
    assertThat(schema.identity()).isEmpty();
    assertThat(schema.names()).isEmpty();
  }

  @Test
  void oneNameInPlaceOfAList() {
    ReadingSchema schema =
        read("{schema: {properties: {a: string, b: number}, required: a}, identity: b}");
    assertThat(schema.field("a").isRequired()).isTrue();
    assertThat(schema.identity()).containsExactly(schema.field("b"));
    assertThat(schema.names()).containsExactly(schema.field("b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{type: object, properties: {a: string}, required: [a]}",
        "{\"type\": \"object\", \"properties\": {\"a\": {\"type\": \"string\"}}, \"required\": [\"a\"]}",
        "schema: {properties: {a: string}, required: [a]}"
      })
  void aSchemaOfAFile(String file) {
    ReadingSchema expected =
        ReadingSchema.builder().add("a", Field.Type.TEXT).require(List.of("a")).build();
    Problems problems = new Problems();
    assertThat(
            read(
                "schema: sensor.yaml",
                (what, name) -> name.equals("sensor.yaml") ? file : "",
                problems))
        .isEqualTo(expected);
    assertThat(problems.in("p")).isEmpty();
    assertThat(ofFile(file)).isEqualTo(expected);
  }

  @Test
  void aFileHoldsWhatBelongsBesideItsSchema() {
    ReadingSchema schema =
        ofFile(
            """
            schema: {properties: {t: {type: integer, unit: s}, a: string}, required: [t]}
            arrival_time: t
            identity: [a]
            """);
    assertThat(schema.arrival()).hasValue(schema.field("t"));
    assertThat(schema.identity()).containsExactly(schema.field("a"));
  }

  @Test
  void allFaultsOfAFileAtOnce() {
    Problems problems = new Problems();
    read(
        "path: in.json\nschema: sensor.yaml\nidentity: a\n",
        (what, name) ->
            """
            schema:
              properties:
                a: strin
                b: {type: number, unit: sec}
              required: [c]
            arival_time: a
            """,
        problems);
    assertThat(problems.in("p.yaml"))
        .containsExactly(
            "p.yaml:2:9: schema: sensor.yaml:3:8: unknown type 'strin'; did you mean 'string'?",
            "p.yaml:2:9: schema: sensor.yaml:4:29: unknown unit 'sec'; known are s, ms, us, ns",
            "p.yaml:2:9: schema: sensor.yaml:5:14: unknown required 'c'; did you mean 'a'?",
            "p.yaml:2:9: schema: sensor.yaml:6:1: unknown key 'arival_time'; did you mean"
                + " 'arrival_time'?",
            "p.yaml:2:9: schema: sensor.yaml:6:14: a is no instant: declare it with 'format:"
                + " date-time', or with a 'unit' (s, ms, us, ns)",
            "p.yaml:3:1: 'identity' belongs in the schema file, beside its schema");
  }

  @Test
  void aFileThatCannotBeRead() {
    Problems problems = new Problems();
    ReadingSchema schema =
        read(
            "schema: sensor.yaml",
            (what, name) -> {
              throw new FileNotFoundException("cannot read " + what + " " + name);
            },
            problems);
    assertThat(schema).isEqualTo(ReadingSchema.EMPTY);
    assertThat(problems.in("p.yaml"))
        .containsExactly("p.yaml:1:9: schema: cannot read schema file sensor.yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|sensor.yaml:1:1: the file is empty",
        "[a]|sensor.yaml:1:1: a schema file must be a mapping with the key 'schema'",
        "a: b|sensor.yaml:1:1: the schema file needs 'schema': what readings look like",
        "'schema: {properties: {a: string}}\n---\nb'|sensor.yaml:2:1: a second document begins here"
      })
  void aFileThatHoldsNoSchema(String file, String message) {
    Problems problems = new Problems();
    read("schema: sensor.yaml", (what, name) -> file, problems);
    assertThat(problems.in("p.yaml")).isNotEmpty();
    assertThat(problems.in("p.yaml").get(0)).startsWith("p.yaml:1:9: schema: " + message);
    assertThat(problems.in("p.yaml").get(0)).doesNotContain("pipeline");
  }

  private static ReadingSchema read(String config) {
    Problems problems = new Problems();
    ReadingSchema schema =
        read(
            config,
            (what, name) -> {
              throw new AssertionError("no file is named");
            },
            problems);
    assertThat(problems.in("p.yaml")).isEmpty();
    return schema;
  }

  private static ReadingSchema read(String config, NamedFiles files, Problems problems) {
    Yaml yaml = new YamlReader(problems).read(config).orElseThrow();
    Settings settings = Settings.of((Yaml.Mapping) yaml, "config", problems);
    settings.value("path");
    ReadingSchema schema = SchemaReader.read(settings, files);
    settings.reportUnknownKeys();
    return schema;
  }

  private static ReadingSchema ofFile(String text) {
    Problems problems = new Problems();
    ReadingSchema schema =
        SchemaReader.ofFile(new YamlReader(problems).read(text).orElseThrow(), problems);
    assertThat(problems.in("schema.yaml")).isEmpty();
    return schema;
  }
}
