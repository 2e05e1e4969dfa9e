package dev.tidemark.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.condition.RowFields;
import dev.tidemark.condition.parser.ConditionException;
import dev.tidemark.condition.parser.ConditionParser;
import dev.tidemark.elementwise.RowMapping.Computed;
import dev.tidemark.elementwise.RowMapping.Copied;
import dev.tidemark.row.RowTypes;
import dev.tidemark.testing.JsonRows;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class RowMappingTest {
  private static final Schema PANE = Schema.builder().addInt64Field("index").build();
  private static final Schema BATCH =
      Schema.of(
          Schema.Field.of("window_start", RowTypes.WINDOW_BOUND),
          Schema.Field.of("count", FieldType.INT64),
          Schema.Field.of("activities", FieldType.array(FieldType.STRING)));
  private static final Schema STREAM =
      Schema.builder().addFields(BATCH.getFields()).addRowField("pane", PANE).build();

  @Test
  void fieldsAreCopiedWhateverTheyHoldAndComputed() throws ConditionException {
    RowMapping mapping =
        new RowMapping(
            List.of(
                new Copied("since", "window_start"),
                new Copied("what", "activities"),
                computed("half", "count / 2"),
                computed("none", "count / 0")));
    Row row =
        Row.withSchema(BATCH).attachValues(Instant.ofEpochMilli(0), 5L, List.of("walk", "sit"));

    assertThat(JsonRows.of(mapping.map(row, mapping.derive(BATCH))))
        .isEqualTo(
            "{\"since\":\"1970-01-01T00:00:00.000Z\",\"what\":[\"walk\",\"sit\"],\"half\":2.5,"
                + "\"none\":null}");
  }

  @Test
  void rowsOfAStreamKeepTheirPane() throws ConditionException {
    RowMapping mapping = new RowMapping(List.of(computed("more", "count + 1")));
    Row row =
        Row.withSchema(STREAM)
            .attachValues(
                Instant.ofEpochMilli(0), 5L, List.of(), Row.withSchema(PANE).attachValues(7L));

    assertThat(JsonRows.of(mapping.map(row, mapping.derive(STREAM))))
        .isEqualTo("{\"more\":6,\"pane\":{\"index\":7}}");
  }

  private static Computed computed(String name, String expression) throws ConditionException {
    return new Computed(name, ConditionParser.expression(expression, new RowFields(BATCH)));
  }
}
