package dev.tidemark.format;

import java.io.Serializable;
import java.util.List;

/**
 * How records are written in CSV.
 *
 * @param delimiter between the values, an ASCII character
 * @param quote around values that hold a delimiter, a quote or a line break, an ASCII character
 * @param columns the names of the columns; none where the first record of each file has them
 */
public record CsvDialect(char delimiter, char quote, List<String> columns) implements Serializable {
  /** As RFC 4180 has it, with a header. */
  public static final CsvDialect USUAL = new CsvDialect(',', '"', List.of());

  public CsvDialect {
    columns = List.copyOf(columns);
  }

  /** Where quotes open and close. */
  Quoting quoting() {
    return new Quoting(quote, delimiter);
  }
}
