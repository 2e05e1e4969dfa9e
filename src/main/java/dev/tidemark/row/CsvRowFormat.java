package dev.tidemark.row;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.MicrosInstant;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Formats rows of one schema as CSV, quoted as RFC 4180 says. Nothing stands for null, and {@code
 * ""} for an empty text; times are as in JSON; lists, maps and nested rows are JSON.
 */
public final class CsvRowFormat implements RowFormat {
  private static final JsonFactory JSON = new JsonFactory();

  private final List<Function<Object, String>> cells;
  private final StringWriter line = new StringWriter();
  private final CsvWriter csv =
      CsvWriter.builder()
          .quoteStrategy(QuoteStrategies.EMPTY)
          .lineDelimiter(LineDelimiter.LF)
          .build(line);

  private CsvRowFormat(List<Function<Object, String>> cells) {
    this.cells = cells;
  }

  /**
   * A format for a schema.
   *
   * @throws IllegalArgumentException if it has a type that rows never have
   */
  public static CsvRowFormat of(Schema schema) {
    return new CsvRowFormat(
        schema.getFields().stream().map(field -> cell(field.getType())).toList());
  }

  /** The line above the rows: the names of the fields. */
  public static byte[] header(Schema schema) {
    return new CsvRowFormat(List.of()).line(schema.getFieldNames());
  }

  @Override
  public byte[] format(Row row) {
    List<String> texts = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      Object value = row.getValue(i);
      texts.add(value == null ? null : cells.get(i).apply(value));
    }
    return line(texts);
  }

  private byte[] line(List<String> texts) {
    try {
      csv.writeRecord(texts);
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("a row in memory cannot fail", e);
    }
    StringBuffer written = line.getBuffer();
    String text = written.substring(0, written.length() - 1);
    written.setLength(0);
    return text.getBytes(UTF_8);
  }

  private static Function<Object, String> cell(FieldType type) {
    if (type.getLogicalType() instanceof MicrosInstant) {
      return value -> JsonRow.eventTime((Instant) value);
    }
    return switch (type.getTypeName()) {
      case DATETIME -> value -> JsonRow.windowBound(((ReadableInstant) value).getMillis());
      case ARRAY, ITERABLE, MAP, ROW -> json(JsonRowValues.of(type));
      default -> {
        // Fails for what rows never have.
        JsonRowValues.of(type);
        yield String::valueOf;
      }
    };
  }

  private static Function<Object, String> json(JsonRowValues.ValueWriter values) {
    return value -> {
      StringWriter text = new StringWriter();
      try (JsonGenerator json = JSON.createGenerator(text)) {
        values.write(value, json);
      } catch (IOException e) {
        throw new UncheckedIOException("a value in memory cannot fail", e);
      }
      return text.toString();
    };
  }
}
