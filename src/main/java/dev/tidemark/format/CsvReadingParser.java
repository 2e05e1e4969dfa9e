package dev.tidemark.format;

import static dev.tidemark.model.MalformedLine.Reason.MALFORMED_CSV;
import static dev.tidemark.model.MalformedLine.Reason.MISSING_FIELD;
import static dev.tidemark.model.MalformedLine.Reason.OUT_OF_RANGE;
import static dev.tidemark.model.MalformedLine.Reason.WRONG_TYPE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.NumberInput;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.tidemark.format.json.Utf8;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Instants;
import dev.tidemark.schema.ReadingSchema;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Parses one CSV record straight from its bytes where nothing in it is quoted, else with FastCSV.
 * An empty value is absent; columns that the schema does not have are ignored.
 */
final class CsvReadingParser extends ReadingParser {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final int NO_COLUMN = -1;
  private static final long NO_HEADER = -1;
  private static final int NOT_PLAIN = -1;
  private static final String CARRIAGE_RETURN =
      "a carriage return outside of quotes; lines end with LF or CR LF";

  private final CsvDialect dialect;
  private final long headerOffset;

  /** By column, the field that it holds; null where that is none. */
  private final Field[] fields;

  private final Field[] required;
  private final TextPool texts = new TextPool();
  private ReadingColumnsBuilder target;

  private CsvReadingParser(
      ReadingSchema schema, CsvDialect dialect, List<String> columns, long headerOffset) {
    super(schema);
    this.dialect = dialect;
    this.headerOffset = headerOffset;
    this.fields = new Field[columns.size()];
    for (Field field : schema.fields()) {
      int column = columns.indexOf(column(field));
      if (column != NO_COLUMN) {
        fields[column] = field;
      }
    }
    this.required = schema.fields().stream().filter(Field::isRequired).toArray(Field[]::new);
  }

  /**
   * Creates a parser of a file's records.
   *
   * @throws IOException if its header lacks a column that the schema requires, or has one twice
   */
  static CsvReadingParser of(ReadingSchema schema, CsvDialect dialect, FileHead head)
      throws IOException {
    if (!dialect.columns().isEmpty()) {
      return new CsvReadingParser(schema, dialect, dialect.columns(), NO_HEADER);
    }
    Optional<FileHead.HeadLine> header = head.read();
    if (header.isEmpty()) {
      return new CsvReadingParser(schema, dialect, List.of(), NO_HEADER);
    }
    List<String> columns;
    try {
      columns = quotedValues(header.get().text(), dialect);
    } catch (NotAReadingException e) {
      throw new IOException("its header is not CSV: " + e.getMessage(), e);
    }
    check(schema, columns);
    return new CsvReadingParser(schema, dialect, columns, header.get().offset());
  }

  private static void check(ReadingSchema schema, List<String> columns) throws IOException {
    for (Field field : schema.fields()) {
      String column = column(field);
      int first = columns.indexOf(column);
      if (first != columns.lastIndexOf(column)) {
        throw new IOException("its header has the column '" + column + "' twice");
      }
      if (field.isRequired() && first == NO_COLUMN) {
        throw new IOException(
            "its header has no column '%s', which the schema requires; columns are %s"
                .formatted(column, String.join(", ", columns)));
      }
    }
  }

  /** The column that holds a field. */
  private static String column(Field field) {
    return String.join(".", field.path());
  }

  @Override
  boolean isHeader(Line line) {
    return line.offset() == headerOffset;
  }

  @Override
  void parse(Line line, ReadingColumnsBuilder builder) throws NotAReadingException {
    target = builder;
    target.begin();
    try {
      if (!Utf8.isValid(line.array(), line.start(), line.length())) {
        throw new NotAReadingException(MALFORMED_CSV, "the record is not UTF-8");
      }
      int values = plainValues(line.array(), line.start(), line.start() + line.length());
      if (values == NOT_PLAIN) {
        parseQuoted(line);
      } else {
        checkCount(values);
        parsePlain(line.array(), line.start(), line.start() + line.length());
      }
      checkRequired();
      target.end(line.recordTime());
    } catch (NotAReadingException e) {
      target.clear();
      throw e;
    }
  }

  /** How many values a record has in which nothing is quoted. */
  private int plainValues(byte[] buffer, int start, int end) throws NotAReadingException {
    int values = 1;
    for (int i = start; i < end; i++) {
      if (buffer[i] == dialect.quote()) {
        return NOT_PLAIN;
      }
      if (buffer[i] == '\r') {
        throw new NotAReadingException(MALFORMED_CSV, CARRIAGE_RETURN);
      }
      if (buffer[i] == dialect.delimiter()) {
        values++;
      }
    }
    return values;
  }

  private void parsePlain(byte[] buffer, int start, int end) throws NotAReadingException {
    int column = 0;
    int from = start;
    for (int i = start; i <= end; i++) {
      if (i == end || buffer[i] == dialect.delimiter()) {
        if (fields[column] != null && i > from) {
          set(fields[column], buffer, from, i);
        }
        column++;
        from = i + 1;
      }
    }
  }

  private void parseQuoted(Line line) throws NotAReadingException {
    String text = new String(line.array(), line.start(), line.length(), UTF_8);
    List<String> values = quotedValues(text, dialect);
    checkCount(values.size());
    for (int column = 0; column < fields.length; column++) {
      byte[] value = values.get(column).getBytes(UTF_8);
      if (fields[column] != null && value.length > 0) {
        set(fields[column], value, 0, value.length);
      }
    }
  }

  /** The values of a record in which something is quoted. */
  private static List<String> quotedValues(String text, CsvDialect dialect)
      throws NotAReadingException {
    Quoting.State quotes = new Quoting.State(dialect.quoting());
    for (byte next : text.getBytes(UTF_8)) {
      if (next == '\r' && !quotes.isOpen()) {
        throw new NotAReadingException(MALFORMED_CSV, CARRIAGE_RETURN);
      }
      quotes.add(next);
    }
    if (quotes.isOpen()) {
      throw new NotAReadingException(MALFORMED_CSV, "a quote is not closed");
    }
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(dialect.delimiter())
            .quoteCharacter(dialect.quote())
            .skipEmptyLines(false)
            .acceptCharsAfterQuotes(false)
            .maxBufferSize(4 * LineScanner.MAX_LINE)
            .ofCsvRecord(text)) {
      return new ArrayList<>(reader.iterator().next().getFields());
    } catch (CsvParseException e) {
      throw new NotAReadingException(MALFORMED_CSV, "a quoted value goes on after its quote");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }

  private void checkCount(int columns) throws NotAReadingException {
    if (columns != fields.length) {
      throw new NotAReadingException(
          MALFORMED_CSV, "the record has %d values, not %d".formatted(columns, fields.length));
    }
  }

  private void checkRequired() throws NotAReadingException {
    for (Field field : required) {
      if (!target.isPresent(field.position())) {
        throw new NotAReadingException(MISSING_FIELD, field.label() + " is missing");
      }
    }
  }

  private void set(Field field, byte[] buffer, int from, int to) throws NotAReadingException {
    switch (field.type()) {
      case TEXT -> target.setText(field.position(), texts.get(buffer, from, to));
      case WHOLE -> setWhole(field, ascii(buffer, from, to));
      case REAL -> setReal(field, ascii(buffer, from, to));
      case BOOLEAN -> setFlag(field, ascii(buffer, from, to));
      case INSTANT -> setInstant(field, buffer, from, to);
    }
  }

  /** A value that is no text; what is not ASCII stays wrong. */
  private static String ascii(byte[] buffer, int from, int to) {
    return new String(buffer, from, to - from, ISO_8859_1).strip();
  }

  private void setWhole(Field field, String text) throws NotAReadingException {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw text.matches("[+-]?[0-9]+")
          ? new NotAReadingException(OUT_OF_RANGE, field.label() + " does not fit 64 bits")
          : new NotAReadingException(WRONG_TYPE, field.label() + " must be a whole number");
    }
    if (!field.unit().holds(number)) {
      throw beyondRange(field);
    }
    target.setWhole(field.position(), number);
  }

  private void setReal(Field field, String text) throws NotAReadingException {
    if (!NUMBER.matcher(text).matches()) {
      throw new NotAReadingException(WRONG_TYPE, field.label() + " must be a number");
    }
    double number = NumberInput.parseDouble(text, true);
    if (Double.isInfinite(number)) {
      throw new NotAReadingException(OUT_OF_RANGE, field.label() + " does not fit a double");
    }
    target.setReal(field.position(), number);
  }

  private void setFlag(Field field, String text) throws NotAReadingException {
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw new NotAReadingException(WRONG_TYPE, field.label() + " must be true or false");
    }
    target.setFlag(field.position(), text.equalsIgnoreCase("true"));
  }

  private void setInstant(Field field, byte[] buffer, int from, int to)
      throws NotAReadingException {
    if (field.unit() == Field.Unit.NONE) {
      long plain = Instants.plainIso(buffer, from, to);
      if (plain != Instants.NONE) {
        target.setWhole(field.position(), plain);
        return;
      }
    }
    String text = ascii(buffer, from, to);
    try {
      if (field.unit() != Field.Unit.NONE && !NUMBER.matcher(text).matches()) {
        throw new NotAReadingException(WRONG_TYPE, field.label() + " must be a number");
      }
      OptionalLong nanos =
          field.unit() == Field.Unit.NONE
              ? Instants.iso(text)
              : Instants.decimal(text, field.unit());
      target.setWhole(field.position(), nanos.orElseThrow(() -> beyondRange(field)));
    } catch (DateTimeException e) {
      throw new NotAReadingException(
          WRONG_TYPE,
          field.label()
              + " must be a date and a time with a time zone, as in 2026-01-31T23:59:59.5Z");
    }
  }

  private static NotAReadingException beyondRange(Field field) {
    return new NotAReadingException(
        OUT_OF_RANGE, field.label() + " is beyond the years 1677 to 2262");
  }

  /** Returns the same object for equal texts while they are few; direct-mapped. */
  private static final class TextPool {
    private static final int SLOTS = 1024;

    private final byte[][] bytes = new byte[SLOTS][];
    private final String[] pooled = new String[SLOTS];

    String get(byte[] buffer, int from, int to) {
      int hash = 0;
      for (int i = from; i < to; i++) {
        hash = 31 * hash + buffer[i];
      }
      int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
      byte[] known = bytes[slot];
      if (known == null || !Arrays.equals(known, 0, known.length, buffer, from, to)) {
        bytes[slot] = Arrays.copyOfRange(buffer, from, to);
        pooled[slot] = new String(bytes[slot], UTF_8);
      }
      return pooled[slot];
    }
  }
}
