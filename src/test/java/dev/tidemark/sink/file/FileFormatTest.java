package dev.tidemark.sink.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tidemark.row.RowFormat;
import dev.tidemark.row.RowTypes;
import dev.tidemark.testing.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format with each compression, read back by DuckDB. */
class FileFormatTest {
  private static final Schema INNER =
      Schema.of(
          Schema.Field.of("at", RowTypes.EVENT_TIME),
          Schema.Field.of("by", FieldType.map(FieldType.STRING, FieldType.INT64)));

  private static final Schema SCHEMA =
      Schema.of(
          Schema.Field.of("bound", RowTypes.WINDOW_BOUND),
          Schema.Field.nullable("text", FieldType.STRING),
          Schema.Field.nullable("whole", FieldType.INT64),
          Schema.Field.nullable("real", FieldType.DOUBLE),
          Schema.Field.nullable("large", FieldType.DECIMAL),
          Schema.Field.nullable("flag", FieldType.BOOLEAN),
          Schema.Field.nullable("at", RowTypes.EVENT_TIME),
          Schema.Field.of("texts", FieldType.array(FieldType.STRING)),
          Schema.Field.nullable("inner", FieldType.row(INNER)));

  private static final Row FULL =
      row(
          Instant.ofEpochMilli(1_424_696_400_123L),
          "a, \"b\"\nc",
          -9_007_199_254_740_993L,
          0.1,
          new BigDecimal(BigInteger.TWO.pow(100).negate()),
          true,
          RowTypes.eventTime(1_424_696_631_914_040_999L),
          List.of("b", "é", "b"),
          Row.withSchema(INNER)
              .addValues(RowTypes.eventTime(-1), Map.of("walk", 2L, "sit", 1L))
              .build());

  private static final Row EMPTY =
      row(Instant.EPOCH, "", null, null, BigDecimal.TEN, false, null, List.of(), null);

  private static final Row MISSING =
      row(Instant.ofEpochMilli(-1), null, 0L, -0.5, null, null, null, List.of(""), null);

  @TempDir private Path folder;

  static Stream<Arguments> formats() {
    return Arrays.stream(FileType.values())
        .flatMap(type -> type.compressions().stream().map(each -> arguments(type, each)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatWasWrittenIsRead(FileType type, Compression compression)
      throws IOException, SQLException {
    Path file = write(new FileFormat(type, compression), FULL, EMPTY, MISSING);
    String times =
        "strftime(bound::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ'),"
            + " strftime(\"at\"::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')";
    String inner =
        type == FileType.CSV
            ? "texts::json::varchar[]::varchar, inner::json->'by'->>'walk'," + " inner::json->>'at'"
            : type == FileType.PARQUET
                ? "texts::varchar, \"inner\".\"by\"['walk'],"
                    + " strftime(\"inner\".\"at\" at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
                : "texts::varchar, \"inner\".\"by\".walk, \"inner\".\"at\"";
    assertThat(
            DuckDb.ask(
                "select %s, text, whole, real, large::varchar, flag, %s from %s order by bound"
                    .formatted(times, inner.replace("inner::", "\"inner\"::"), source(type, file))))
        .containsExactly(
            "1969-12-31T23:59:59.999Z|null|null|0|-0.5|null|null|['']|null|null",
            "1970-01-01T00:00:00.000Z|null||null|null|10|false|[]|null|null",
            "2015-02-23T13:00:00.123Z|2015-02-23T13:03:51.914040Z|a, \"b\"\nc"
                + "|-9007199254740993|0.1|-1267650600228229401496703205376|true"
                + "|[b, é, b]|2|1969-12-31T23:59:59.999999Z");
  }

  /** By the types that a file declares, readers need no hints. */
  @Test
  void parquetHasTheTypesOfTheRows() throws IOException, SQLException {
    Path file = write(new FileFormat(FileType.PARQUET, Compression.NONE), FULL);
    assertThat(
            DuckDb.ask(
                "select column_name, column_type from (describe select * from '%s')"
                    .formatted(file)))
        .containsExactly(
            "bound|TIMESTAMP WITH TIME ZONE",
            "text|VARCHAR",
            "whole|BIGINT",
            "real|DOUBLE",
            "large|DECIMAL(38,0)",
            "flag|BOOLEAN",
            "at|TIMESTAMP WITH TIME ZONE",
            "texts|VARCHAR[]",
            "inner|STRUCT(\"at\" TIMESTAMP WITH TIME ZONE, \"by\" MAP(VARCHAR, BIGINT))");
    assertThat(
            DuckDb.ask(
                "select name, repetition_type, logical_type from parquet_schema('%s')"
                        .formatted(file)
                    + " where name in ('bound', 'text')"))
        .allSatisfy(
            column ->
                assertThat(column)
                    .matches("bound\\|REQUIRED\\|.*MILLIS.*|text\\|OPTIONAL\\|StringType.*"));
  }

  /** Of readings that are written as they were read. */
  @ParameterizedTest
  @EnumSource
  void instantsOfReadings(FileType type) throws IOException, SQLException {
    Schema schema =
        Schema.of(
            Schema.Field.of("at", RowTypes.INSTANT),
            Schema.Field.nullable("seconds", RowTypes.DECIMAL_INSTANT));
    Row before =
        Row.withSchema(schema)
            .addValues(java.time.Instant.ofEpochSecond(-1, 999_999_999), null)
            .build();
    Row exact =
        Row.withSchema(schema)
            .addValues(
                java.time.Instant.ofEpochSecond(1_424_696_631, 914_040_999),
                new BigDecimal("1424696631.914040999"))
            .build();
    Path file = write(new FileFormat(type, Compression.NONE), schema, before, exact);
    switch (type) {
      case JSON_LINES ->
          assertThat(file)
              .hasContent(
                  """
                  {"at":"1969-12-31T23:59:59.999999999Z","seconds":null}
                  {"at":"2015-02-23T13:03:51.914040999Z","seconds":1424696631.914040999}
                  """);
      case CSV ->
          assertThat(file)
              .hasContent(
                  """
                  at,seconds
                  1969-12-31T23:59:59.999999999Z,
                  2015-02-23T13:03:51.914040999Z,1424696631.914040999
                  """);
      case PARQUET ->
          assertThat(
                  DuckDb.ask(
                      "select \"at\" at time zone 'UTC', seconds, typeof(seconds) from '%s'"
                          .formatted(file)))
              .containsExactly(
                  "1969-12-31 23:59:59.999999|null|DECIMAL(38,9)",
                  "2015-02-23 13:03:51.91404|1424696631.914040999|DECIMAL(38,9)");
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void parquetIsCompressedByPage(FileType type, Compression compression)
      throws IOException, SQLException {
    if (type != FileType.PARQUET) {
      return;
    }
    Path file = write(new FileFormat(type, compression), FULL);
    assertThat(
            DuckDb.ask("select distinct compression from parquet_metadata('%s')".formatted(file)))
        .containsExactly(compression == Compression.NONE ? "UNCOMPRESSED" : compression.name());
  }

  @Test
  void csvIsQuotedWhereItMustBe() throws IOException {
    Path file = write(new FileFormat(FileType.CSV, Compression.NONE), FULL, EMPTY, MISSING);
    assertThat(file)
        .hasContent(
            """
            bound,text,whole,real,large,flag,at,texts,inner
            2015-02-23T13:00:00.123Z,"a, ""b""
            c",-9007199254740993,0.1,-1267650600228229401496703205376,true,\
            2015-02-23T13:03:51.914040Z,"[""b"",""é"",""b""]",\
            "{""at"":""1969-12-31T23:59:59.999999Z"",""by"":{""sit"":1,""walk"":2}}"
            1970-01-01T00:00:00.000Z,"",,,10,false,,[],
            1969-12-31T23:59:59.999Z,,0,-0.5,,,,"[\""\""]",
            """);
  }

  @Test
  void whatAFormatCannotDoIsRefused() {
    assertThatThrownBy(() -> new FileFormat(FileType.CSV, Compression.SNAPPY))
        .isInstanceOf(IllegalArgumentException.class);
    Schema bytes = Schema.builder().addByteArrayField("b").build();
    for (FileType type : List.of(FileType.JSON_LINES, FileType.CSV)) {
      assertThatThrownBy(() -> type.rows(bytes)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> FileType.PARQUET.open(bytes, Compression.NONE, new ByteArrayOutputStream()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theNamesOfFilesSayWhatTheyAre() {
    assertThat(FileFormat.endings())
        .containsExactly(
            ".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".csv.gz", ".csv.zst", ".parquet");
  }

  private static String source(FileType type, Path file) {
    return switch (type) {
      // An empty text is quoted, and only an empty cell is null.
      case CSV ->
          "read_csv('%s', header = true, allow_quoted_nulls = false,".formatted(file)
              + " types = {'large': 'DECIMAL(38,0)'})";
      case JSON_LINES ->
          "read_json('%s', format = 'newline_delimited', columns = {bound: 'VARCHAR',"
                  .formatted(file)
              + " text: 'VARCHAR', whole: 'BIGINT', real: 'DOUBLE', large: 'DECIMAL(38,0)',"
              + " flag: 'BOOLEAN', \"at\": 'VARCHAR', texts: 'VARCHAR[]',"
              + " \"inner\": 'STRUCT(\"at\" VARCHAR, \"by\" STRUCT(walk BIGINT))'})";
      case PARQUET -> "read_parquet('%s')".formatted(file);
    };
  }

  private Path write(FileFormat format, Row... rows) throws IOException {
    return write(format, SCHEMA, rows);
  }

  private Path write(FileFormat format, Schema schema, Row... rows) throws IOException {
    Path file = folder.resolve("rows" + format.ending());
    RowFormat records = format.rows(schema);
    try (RecordFile out = format.open(schema, Files.newOutputStream(file))) {
      for (Row row : rows) {
        out.add(records.format(row));
      }
    }
    return file;
  }

  private static Row row(Object... values) {
    return Row.withSchema(SCHEMA).addValues(values).build();
  }
}
