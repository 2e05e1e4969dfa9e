package dev.tidemark.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;

class RowKeyTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .addStringField("Device")
          .addNullableStringField("gt")
          .addInt64Field("count")
          .addStringField("User")
          .build();

  private static final Row ROW = Row.withSchema(SCHEMA).addValues("d", null, 3L, "a \"b\"").build();

  @Test
  void theValueOfTheOneField() {
    assertThat(key("User")).contains("a \"b\"");
    assertThat(key("Device")).contains("d");
  }

  @Test
  void anArrayOfTheValuesOfSeveralInTheirOrder() {
    assertThat(key("User", "gt", "Device")).contains("[\"a \\\"b\\\"\",null,\"d\"]");
  }

  @Test
  void noneWithoutAFieldOrItsValue() {
    assertThat(key()).isEmpty();
    assertThat(key("gt")).isEmpty();
  }

  private static Optional<String> key(String... fields) {
    return RowKey.of(SCHEMA, List.of(fields)).of(ROW);
  }
}
