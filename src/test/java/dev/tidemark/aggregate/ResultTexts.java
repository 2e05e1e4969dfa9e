package dev.tidemark.aggregate;

import dev.tidemark.aggregate.function.Accumulator;
import dev.tidemark.testing.JsonRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** What accumulators come to, as rows have it in JSON. */
final class ResultTexts {
  private ResultTexts() {}

  static String of(AggregateColumn column, Accumulator accumulator) {
    String row = row(List.of(column), Collections.singletonList(accumulator.result()));
    return row.substring(row.indexOf(':') + 1, row.length() - 1);
  }

  static String of(List<AggregateColumn> columns, Partial partial) {
    List<Object> values = new ArrayList<>();
    partial.addResults(values);
    return row(columns, values);
  }

  private static String row(List<AggregateColumn> columns, List<Object> values) {
    Schema schema =
        Schema.of(columns.stream().map(AggregateColumn::rowField).toArray(Schema.Field[]::new));
    // Its builder checks that each value is of its type.
    return JsonRows.of(Row.withSchema(schema).addValues(values).build());
  }
}
