package dev.tidemark.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidemark.row.RowTypes;
import dev.tidemark.sink.file.Compression;
import dev.tidemark.sink.file.FileFormat;
import dev.tidemark.sink.file.FileType;
import dev.tidemark.sink.file.RecordFile;
import dev.tidemark.storage.Directory;
import dev.tidemark.storage.LocalDirectories;
import dev.tidemark.storage.PathOrUri;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SinkRowsTest {
  private static final Schema INNER =
      Schema.of(
          Schema.Field.of("z", RowTypes.EVENT_TIME),
          Schema.Field.of("by", FieldType.map(FieldType.STRING, FieldType.INT64)));

  private static final Schema SCHEMA =
      Schema.of(
          Schema.Field.of("bound", RowTypes.WINDOW_BOUND),
          Schema.Field.nullable("text", FieldType.STRING),
          Schema.Field.nullable("whole", FieldType.INT64),
          Schema.Field.nullable("real", FieldType.DOUBLE),
          Schema.Field.nullable("large", FieldType.DECIMAL),
          Schema.Field.nullable("flag", FieldType.BOOLEAN),
          Schema.Field.nullable("seconds", RowTypes.DECIMAL_INSTANT),
          Schema.Field.of("texts", FieldType.array(FieldType.STRING)),
          Schema.Field.nullable("inner", FieldType.row(INNER)));

  private static final List<Row> ROWS =
      List.of(
          row(
              Instant.ofEpochMilli(1_424_696_400_123L),
              "a, \"b\"\nc",
              -9_007_199_254_740_993L,
              100.0,
              new BigDecimal(BigInteger.TWO.pow(100).negate()),
              true,
              new BigDecimal("1424696631.500000000"),
              List.of("b", "é", "b"),
              Row.withSchema(INNER)
                  .addValues(RowTypes.eventTime(-1), Map.of("walk", 2L, "sit", 1L))
                  .build()),
          row(Instant.EPOCH, "", null, Double.NaN, BigDecimal.TEN, false, null, List.of(), null),
          row(Instant.ofEpochMilli(-1), null, 0L, -5e-7, null, null, null, List.of(""), null));

  private static final List<String> TEXTS =
      List.of(
          "{\"bound\":\"2015-02-23T13:00:00.123Z\",\"flag\":true,"
              + "\"inner\":{\"by\":{\"sit\":1,\"walk\":2},\"z\":\"1969-12-31T23:59:59.999999Z\"},"
              + "\"large\":-1267650600228229401496703205376,\"real\":100,"
              + "\"seconds\":1424696631.5,\"text\":\"a, \\\"b\\\"\\nc\",\"texts\":[\"b\",\"é\",\"b\"],"
              + "\"whole\":-9007199254740993}",
          "{\"bound\":\"1970-01-01T00:00:00.000Z\",\"flag\":false,\"inner\":null,\"large\":10,"
              + "\"real\":\"NaN\",\"seconds\":null,\"text\":\"\",\"texts\":[],\"whole\":null}",
          "{\"bound\":\"1969-12-31T23:59:59.999Z\",\"flag\":null,\"inner\":null,\"large\":null,"
              + "\"real\":-0.0000005,\"seconds\":null,\"text\":null,\"texts\":[\"\"],\"whole\":0}");

  @TempDir private Path folder;

  static Stream<Arguments> formats() {
    return Arrays.stream(FileType.values())
        .flatMap(type -> type.compressions().stream().map(each -> arguments(type, each)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void rowsOfEachFormatHaveTheSameTexts(FileType type, Compression compression) throws IOException {
    FileFormat format = new FileFormat(type, compression);
    write(format, "part-1", SCHEMA, ROWS.subList(0, 2));
    write(format, "part-2", SCHEMA, List.of());
    write(format, "part-3", SCHEMA, ROWS.subList(2, 3));
    Files.writeString(folder.resolve("notes.txt"), "not rows");
    assertThat(texts(SCHEMA, false)).isEqualTo(TEXTS);
  }

  /** Parquet has no ns, so both sides are floored where one of them is Parquet. */
  @ParameterizedTest
  @MethodSource("formats")
  void timesAreFlooredWhereTheyHaveToBe(FileType type, Compression compression) throws IOException {
    Schema schema =
        Schema.of(
            Schema.Field.of("at", RowTypes.INSTANT),
            Schema.Field.of("bound", RowTypes.WINDOW_BOUND),
            Schema.Field.of("text", FieldType.STRING));
    Row row =
        Row.withSchema(schema)
            .addValues(
                java.time.Instant.ofEpochSecond(-1, 999_999_999), Instant.EPOCH, "2015-02-30T1:1Z")
            .build();
    write(new FileFormat(type, compression), "part-1", schema, List.of(row));
    assertThat(texts(schema, true))
        .containsExactly(
            "{\"at\":\"1969-12-31T23:59:59.999999Z\",\"bound\":\"1970-01-01T00:00:00.000000Z\","
                + "\"text\":\"2015-02-30T1:1Z\"}");
  }

  /** The only field of such a row is nothing, so its line is empty. */
  @Test
  void aRecordOfNothingIsARow() throws IOException {
    Files.writeString(folder.resolve("part-1.csv"), "User\n\n\"\"\na\n");
    assertThat(texts(Schema.of(Schema.Field.nullable("User", FieldType.STRING)), false))
        .containsExactly("{\"User\":null}", "{\"User\":\"\"}", "{\"User\":\"a\"}");
  }

  private static Row row(Object... values) {
    return Row.withSchema(SCHEMA).addValues(values).build();
  }

  private void write(FileFormat format, String name, Schema schema, List<Row> rows)
      throws IOException {
    try (RecordFile file =
        format.open(schema, Files.newOutputStream(folder.resolve(name + format.ending())))) {
      for (Row row : rows) {
        file.add(format.rows(schema).format(row));
      }
    }
  }

  private List<String> texts(Schema schema, boolean floorsTimes) throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    schema.getFields().forEach(it -> types.put(it.getName(), RowTypes.word(it.getType())));
    CanonicalJson form = new CanonicalJson(floorsTimes);
    List<String> texts = new ArrayList<>();
    new SinkRows(Directory.named(new PathOrUri(folder.toString()), new LocalDirectories()), types)
        .forEach(row -> texts.add(form.text(row)));
    return texts;
  }
}
