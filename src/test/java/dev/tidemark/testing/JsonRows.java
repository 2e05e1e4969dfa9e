package dev.tidemark.testing;

import dev.tidemark.row.Emitted;
import dev.tidemark.row.JsonRowFormat;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Rows as JSON, for tests that compare texts. */
public final class JsonRows {
  private JsonRows() {}

  public static String of(Row row) {
    return JsonRowFormat.of(row.getSchema()).text(row);
  }

  public static List<String> of(Collection<Row> rows) {
    return rows.stream().map(JsonRows::of).toList();
  }

  /** Adds the text of each row to a list. */
  public static Consumer<Row> addingTo(List<String> texts) {
    return row -> texts.add(of(row));
  }

  /** The rows of a step, without the moments at which they were emitted. */
  public static MapElements<Emitted<Row>, String> ofEmitted() {
    return MapElements.into(TypeDescriptors.strings()).via(emitted -> of(emitted.value()));
  }
}
