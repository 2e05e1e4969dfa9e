package dev.tidemark.row;

import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.schema.Field;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * Makes rows that begin with the key that they answer.
 *
 * @param key its fields, which rows have as readings do
 */
public record KeyedRows(List<Field> key, Schema schema) implements Serializable {
  /**
   * Rows with these fields after those of the key.
   *
   * @param others the first of them tells the rows of a key apart
   */
  public static KeyedRows of(List<Field> key, Schema.Field... others) {
    Schema.Builder schema = Schema.builder();
    key.forEach(field -> schema.addField(RowTypes.nullable(field)));
    schema.addFields(Arrays.asList(others));
    return new KeyedRows(key, schema.build());
  }

  /** What tells them apart; each is final. */
  public RowIdentity identity() {
    return RowIdentity.ofEach(key, schema.getField(key.size()).getName());
  }

  /** The row of a key. */
  public Row row(ReadingKey of, Object... others) {
    List<Object> values = new ArrayList<>(schema.getFieldCount());
    for (int i = 0; i < key.size(); i++) {
      values.add(RowTypes.value(key.get(i), of.values().get(i)));
    }
    values.addAll(Arrays.asList(others));
    return Row.withSchema(schema).attachValues(values);
  }
}
