package dev.tidemark.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

class JsonRowFormatTest {
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

  @Example
  void eachTypeOfValueIsWritten() {
    Map<String, Long> by = new LinkedHashMap<>();
    by.put("walk", 2L);
    by.put("a \"b\"", 1L);
    assertThat(
            text(
                Instant.ofEpochMilli(1_424_696_400_000L),
                "a\n\"b\"",
                -3L,
                0.1,
                new BigDecimal(BigInteger.TWO.pow(64)),
                true,
                RowTypes.eventTime(1_424_696_631_914_040_999L),
                List.of("b", "a", "b"),
                Row.withSchema(INNER).addValues(RowTypes.eventTime(-1), by).build()))
        .isEqualTo(
            """
            {"bound":"2015-02-23T13:00:00.000Z","text":"a\\n\\"b\\"","whole":-3,"real":0.1,\
            "large":18446744073709551616,"flag":true,"at":"2015-02-23T13:03:51.914040Z",\
            "texts":["b","a","b"],\
            "inner":{"at":"1969-12-31T23:59:59.999999Z","by":{"a \\"b\\"":1,"walk":2}}}""");
  }

  @Example
  void aFormatWritesOneRowAfterTheOther() {
    Schema schema = Schema.builder().addInt64Field("n").build();
    JsonRowFormat format = JsonRowFormat.of(schema);
    for (long n : List.of(1L, 22L, 3L)) {
      Row row = Row.withSchema(schema).addValue(n).build();
      assertThat(format.format(row)).asString(UTF_8).isEqualTo("{\"n\":" + n + "}");
    }
  }

  @Example
  void whatIsMissingIsNull() {
    assertThat(text(Instant.EPOCH, null, null, null, null, null, null, List.of(), null))
        .isEqualTo(
            """
            {"bound":"1970-01-01T00:00:00.000Z","text":null,"whole":null,"real":null,"large":null,\
            "flag":null,"at":null,"texts":[],"inner":null}""");
  }

  @Example
  void aTypeThatNoRowHasIsRefused() {
    Schema bytes = Schema.builder().addByteArrayField("b").build();
    assertThatThrownBy(() -> JsonRowFormat.of(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BYTES");
  }

  /** Whatever a shuffle does to a row: its text is that of the nanoseconds it was made of. */
  @Property(tries = 300)
  void eventTimesAreKeptByTheCoder(@ForAll long nanos) throws IOException {
    Schema schema = Schema.of(Schema.Field.of("at", RowTypes.EVENT_TIME));
    Row row = Row.withSchema(schema).addValue(RowTypes.eventTime(nanos)).build();
    Row read = CoderUtils.clone(RowCoder.of(schema), row);
    assertThat(JsonRowFormat.of(schema).text(read))
        .isEqualTo("{\"at\":\"%s\"}".formatted(JsonRow.eventTime(nanos)));
  }

  private static String text(Object... values) {
    return JsonRowFormat.of(SCHEMA).text(Row.withSchema(SCHEMA).addValues(values).build());
  }
}
