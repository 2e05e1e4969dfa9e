package dev.tidemark.infer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tidemark.format.Quoting;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads records of a CSV file with a header as objects, guessing what their values are. */
final class CsvSample {
  /** What may stand between values, the most usual first. */
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');

  /** With zeros in front it is a name, such as a postcode. */
  private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9][0-9]{0,17})");

  private static final Pattern REAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Pattern LEADING_ZERO = Pattern.compile("[+-]?0[0-9].*");

  private final char delimiter;
  private final List<String> columns;

  private CsvSample(char delimiter, List<String> columns) {
    this.delimiter = delimiter;
    this.columns = columns;
  }

  /** Starts with the header; empty where that is not CSV. */
  static Optional<CsvSample> of(String header) {
    char delimiter =
        DELIMITERS.stream()
            .max(Comparator.comparingLong(each -> header.chars().filter(it -> it == each).count()))
            .filter(each -> header.indexOf(each) >= 0)
            .orElse(DELIMITERS.get(0));
    return values(header, delimiter).map(columns -> new CsvSample(delimiter, columns));
  }

  char delimiter() {
    return delimiter;
  }

  /** The quotes of a file with a delimiter. */
  static Quoting quoting(char delimiter) {
    return new Quoting('"', delimiter);
  }

  /** A record as an object; empty where it has other columns than the header. */
  Optional<JsonNode> object(String record) {
    return values(record, delimiter)
        .filter(values -> values.size() == columns.size())
        .map(
            values -> {
              ObjectNode object = JsonNodeFactory.instance.objectNode();
              for (int i = 0; i < columns.size(); i++) {
                object.set(columns.get(i), value(values.get(i)));
              }
              return object;
            });
  }

  private static JsonNode value(String text) {
    if (text.isEmpty()) {
      return NullNode.getInstance();
    }
    if (text.equals("true") || text.equals("false")) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    if (WHOLE.matcher(text).matches()) {
      return LongNode.valueOf(Long.parseLong(text));
    }
    return REAL.matcher(text).matches() && !LEADING_ZERO.matcher(text).matches()
        ? DoubleNode.valueOf(Double.parseDouble(text))
        : TextNode.valueOf(text);
  }

  private static Optional<List<String>> values(String record, char delimiter) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .skipEmptyLines(false)
            .acceptCharsAfterQuotes(false)
            .ofCsvRecord(record)) {
      return Optional.of(List.copyOf(reader.iterator().next().getFields()));
    } catch (CsvParseException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }
}
