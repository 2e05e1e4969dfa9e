package dev.tidemark.infer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.format.ReadingFormat;
import dev.tidemark.pipeline.io.SchemaReader;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.ReadingSchema;
import dev.tidemark.source.InputMatcher;
import dev.tidemark.yaml.Problems;
import dev.tidemark.yaml.YamlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is proposed can be pasted into a pipeline file. */
class SchemaProposalTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void theActivitySampleHasTheTypesOfTheBuiltInSchema() throws Exception {
    ReadingSchema schema = read(SchemaProposal.of(sample("data/activity/*.json")));
    for (Field expected : ActivitySchema.SCHEMA.fields()) {
      Field field = schema.field(expected.name());
      assertThat(field.type()).as(field.name()).isEqualTo(expected.type());
      assertThat(field.unit()).as(field.name()).isEqualTo(expected.unit());
      assertThat(field.path()).isEqualTo(expected.path());
    }
    assertThat(schema.fields()).hasSameSizeAs(ActivitySchema.SCHEMA.fields());
  }

  @Test
  void eachDoubtIsSaid() throws Exception {
    Path lines =
        Files.writeString(
            folder.resolve("a.jsonl"),
            """
            {"at":"2026-01-31T23:59:59Z","sent":1769903999.5,"device":{"id":"a","up":{"since":1769903999000}},"v":1,"id":7,"n":null,"list":[1],"count":3,"a b":true}
            {"at":"2026-01-31T23:59:59Z","sent":1769904000,"device":{"id":"a","up":{"since":1769904000000}},"v":2.5,"id":8,"o":{},"count":"4","a b":false}
            no JSON
            {"at":"2026-01-31 23:59:59+01:00","sent":1769904001,"device":{"id":"b"},"v":3,"id":9,"count":5,"a b":true}
            """);

    assertThat(SchemaProposal.of(sample(lines.toString())))
        .containsExactly(
            "# From 3 lines (malformed: 1). Check what the comments say.",
            "schema:",
            "  type: object",
            "  properties:",
            "    at: {type: string, format: date-time}",
            "    sent: {type: number, unit: s} # taken for an instant, such as"
                + " 2026-01-31T23:59:59.500Z; if it is a number, delete the unit",
            "    id: {type: string, from: device.id}",
            "    since: {type: integer, unit: ms, from: device.up.since} # taken for an instant, such"
                + " as 2026-01-31T23:59:59Z; if it is a number, delete the unit; absent in 1 of 3"
                + " lines",
            "    v: {type: number}",
            "    id_: {type: integer, from: id}",
            "    count: {type: integer} # malformed by it: a text in 1 of 3 lines, such as \"4\"",
            "    \"a b\": {type: boolean}",
            "    # left out: n: always null",
            "    # left out: list: a list, such as [1]",
            "    # left out: o: an object without fields, or with fields too deep inside it",
            "  required: [at, sent, id, v, id_, count, \"a b\"]",
            "# arrival_time: since # the one of at, sent, since that says when a reading arrived;"
                + " without it, nothing is late in files");
  }

  @Test
  void csv() throws Exception {
    assertThat(SchemaProposal.of(sample("data/machines/log.csv")))
        .containsExactly(
            "# From 300 lines. Check what the comments say.",
            "schema:",
            "  type: object",
            "  properties:",
            "    ts: {type: number, unit: s} # taken for an instant, such as"
                + " 2026-03-01T06:00:11.250Z; if it is a number, delete the unit; malformed by it: a"
                + " text in 1 of 300 lines, such as \"yesterday\"",
            "    machine: {type: string} # absent in 1 of 300 lines",
            "    state: {type: string}",
            "    temperature: {type: number} # absent in 13 of 300 lines",
            "    pressure: {type: integer}",
            "    alarm: {type: boolean}",
            "    note: {type: string} # absent in 126 of 300 lines",
            "  required: [ts, state, pressure, alarm]",
            "# One instant only: if it says when a reading happened, give no arrival_time; nothing is"
                + " late in files then.",
            "# identity: [machine, state] # those that name a sensor, then what counts its readings");
    Path lines = Files.writeString(folder.resolve("b.csv"), "a;b c;d\n1;007;\"x\ny\"\n2;008\n");
    assertThat(SchemaProposal.of(sample(lines.toString())))
        .startsWith(
            "# From 1 lines (malformed: 1). Check what the comments say.", "delimiter: \";\"")
        .contains("    a: {type: integer}", "    \"b c\": {type: string}", "    d: {type: string}");
  }

  @Test
  void aFileOfAnotherDelimiterIsNamed() throws Exception {
    Path first = Files.writeString(folder.resolve("a.csv"), "a;b\n1;2\n");
    Path other = Files.writeString(folder.resolve("b.csv"), "a,b\n1,2\n");
    Files.writeString(folder.resolve("c.csv"), "a;b\n1;2\n");
    assertThat(SchemaProposal.of(sample(folder + "/*.csv")))
        .containsSubsequence(
            "# From 3 lines. Check what the comments say.",
            "# \"%s\" has the delimiter \",\", unlike \"%s\"; a source reads files of one delimiter"
                .formatted(other, first),
            "delimiter: \";\"",
            "schema:");
    Files.delete(first);
    assertThat(SchemaProposal.of(sample(other.toString())))
        .noneMatch(line -> line.contains("delimiter"));
  }

  @Test
  void whateverTheLinesHoldIsReadBack() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 500; i++) {
      SchemaSample sample = new SchemaSample();
      int lines = 1 + random.nextInt(5);
      for (int line = 0; line < lines; line++) {
        ObjectNode object = JSON.createObjectNode();
        fill(object, random, 0);
        object.put("always", 1);
        sample.add(object);
      }
      assertThat(read(SchemaProposal.of(sample)).find("always")).isPresent();
    }
  }

  private static void fill(ObjectNode object, SplittableRandom random, int depth) {
    List<String> names =
        List.of(
            "a",
            "b",
            "c.d",
            "",
            " ",
            "a b",
            "\"",
            "#",
            "a: b",
            "é\u0001\n",
            "null",
            "1",
            "*x",
            "a_b",
            "\\");
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(9)) {
        case 0 -> object.put(name, random.nextLong());
        case 1 -> object.put(name, 1.5e300);
        case 2 -> object.put(name, "# \n text {");
        case 3 -> object.put(name, true);
        case 4 -> object.putNull(name);
        case 5 -> object.putArray(name).add("\n");
        case 6 -> object.put(name, 1_769_903_999_000L);
        case 7 -> object.put(name, "2026-01-31T23:59:59Z");
        default -> {
          if (depth < 12) {
            fill(object.putObject(name), random, depth + 1);
          }
        }
      }
    }
  }

  private static SchemaSample sample(String glob) throws Exception {
    return SchemaSample.of(
        InputMatcher.match(List.of(glob), new ReadingFormat.JsonLines(ReadingSchema.EMPTY)).files(),
        1_000,
        20);
  }

  private static ReadingSchema read(List<String> lines) {
    Problems problems = new Problems();
    ReadingSchema schema =
        SchemaReader.ofFile(
            new YamlReader(problems)
                .read(String.join("\n", lines))
                .orElseThrow(
                    () ->
                        new AssertionError(
                            problems.in("proposal") + "\n" + String.join("\n", lines))),
            problems);
    assertThat(problems.in("proposal")).as(String.join("\n", lines)).isEmpty();
    return schema;
  }
}
