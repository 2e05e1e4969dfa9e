package dev.tidemark.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.condition.parser.ConditionException;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.row.RowTypes;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterRowsTest {
  private static final Schema SCHEMA =
      Schema.of(
          Schema.Field.of("window_start", RowTypes.WINDOW_BOUND),
          Schema.Field.of("start", RowTypes.EVENT_TIME),
          Schema.Field.nullable("User", FieldType.STRING),
          Schema.Field.of("count", FieldType.INT64),
          Schema.Field.nullable("mean_x", FieldType.DOUBLE),
          Schema.Field.of("sum", FieldType.DECIMAL),
          Schema.Field.of("ok", FieldType.BOOLEAN),
          Schema.Field.of("activities", FieldType.array(FieldType.STRING)));

  private static final Row ROW =
      Row.withSchema(SCHEMA)
          .attachValues(
              org.joda.time.Instant.ofEpochMilli(1_424_696_400_000L),
              Instant.parse("2015-02-23T13:03:51.914040Z"),
              "a",
              1032L,
              null,
              new BigDecimal("18446744073709551616"),
              true,
              List.of("walk"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count > 1000 | true",
        "count = 1032 | true",
        "count > 1032 | false",
        "User = 'a' and ok | true",
        "User like 'b%' | false",
        "mean_x is null | true",
        "mean_x < 1 | false",
        "not (mean_x < 1) | false",
        "sum > 9223372036854775807 | true",
        "window_start = '2015-02-23T13:00:00Z' | true",
        "window_start < '2015-02-23T13:00:00Z' | false",
        "start between '2015-02-23T13:03:51.914Z' and '2015-02-23T13:03:51.915Z' | true",
        "start > window_start | true",
        "count * 2 > 2063 | true",
      })
  void aRowIsComparedByItsFields(String condition, boolean expected) throws ConditionException {
    assertThat(ConditionParser.parse(condition, new RowFields(SCHEMA)).test(ROW))
        .isEqualTo(expected);
  }

  @Test
  void whatHoldsSeveralValuesCannotBeCompared() {
    assertThatThrownBy(() -> ConditionParser.parse("activities = 'walk'", new RowFields(SCHEMA)))
        .isInstanceOf(ConditionException.class);
  }
}
