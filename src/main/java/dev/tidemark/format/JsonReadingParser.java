package dev.tidemark.format;

import static dev.tidemark.model.MalformedLine.Reason.MALFORMED_JSON;
import static dev.tidemark.model.MalformedLine.Reason.MISSING_FIELD;
import static dev.tidemark.model.MalformedLine.Reason.OUT_OF_RANGE;
import static dev.tidemark.model.MalformedLine.Reason.WRONG_TYPE;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.tidemark.format.json.FieldTree;
import dev.tidemark.format.json.PlainLineScanner;
import dev.tidemark.format.json.Utf8;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.reading.ReadingColumnsBuilder;
import dev.tidemark.schema.Field;
import dev.tidemark.schema.Field.Unit;
import dev.tidemark.schema.Instants;
import dev.tidemark.schema.ReadingSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Parses one JSON line straight from its bytes: by a scanner where the line is plain, else with
 * Jackson. Fields that the schema does not have are ignored; of a field given twice the last
 * counts. A line that is not JSON is reported as that, whatever else is wrong with it. Not
 * thread-safe.
 */
public final class JsonReadingParser extends ReadingParser {
  /** Guesses no encoding, and sets no limits of its own: the line is bounded already. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          // The malformed record holds the line itself.
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(LineScanner.MAX_LINE)
                  .maxNestingDepth(LineScanner.MAX_LINE)
                  .build())
          .build();

  private final ReadingSchema schema;
  private final FieldTree tree;
  private final PlainLineScanner plain;
  private final TextCache texts = new TextCache();

  private ReadingColumnsBuilder reading;
  private NotAReadingException firstFault;
  private long recordTime;

  /** Creates a parser of lines that a schema describes. */
  public JsonReadingParser(ReadingSchema schema) {
    this(schema, field -> true);
  }

  /**
   * Creates a parser that is as strict as any, but need not give all values.
   *
   * @param needed the fields whose values are wanted
   */
  public JsonReadingParser(ReadingSchema schema, Predicate<Field> needed) {
    super(schema);
    this.schema = schema;
    this.tree = FieldTree.of(schema);
    this.plain = new PlainLineScanner(schema, needed);
  }

  @Override
  void parse(Line line, ReadingColumnsBuilder target) throws NotAReadingException {
    recordTime = line.recordTime();
    parse(line.array(), line.start(), line.length(), target);
  }

  /**
   * Parses the line at {@code buffer[offset, offset + length)}.
   *
   * @param target receives the reading; nothing if the line is malformed
   * @throws NotAReadingException if the line is malformed
   */
  public void parse(byte[] buffer, int offset, int length, ReadingColumnsBuilder target)
      throws NotAReadingException {
    target.begin();
    if (isPlain(buffer, offset, length, target)) {
      target.end(recordTime);
    } else {
      target.clear();
      parseWithJackson(buffer, offset, length, target);
    }
  }

  /** Whether a line is a reading that needs no Jackson; the target has its values then. */
  boolean isPlain(byte[] buffer, int offset, int length, ReadingColumnsBuilder target) {
    return plain.scan(buffer, offset, offset + length, target);
  }

  /** Parses any line; the plain ones are faster without it. */
  void parseWithJackson(byte[] buffer, int offset, int length, ReadingColumnsBuilder target)
      throws NotAReadingException {
    target.begin();
    reading = target;
    firstFault = null;
    try {
      parseLine(buffer, offset, length);
      target.end(recordTime);
    } catch (NotAReadingException e) {
      target.clear();
      throw e;
    }
  }

  private void parseLine(byte[] buffer, int offset, int length) throws NotAReadingException {
    if (!Utf8.isValid(buffer, offset, length)) {
      throw new NotAReadingException(MALFORMED_JSON, "the line is not UTF-8");
    }
    try (JsonParser json = JSON.createParser(buffer, offset, length)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        parseFields(json, tree);
      } else {
        fault(WRONG_TYPE, "the line is not a JSON object");
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        throw new NotAReadingException(MALFORMED_JSON, "something follows the JSON object");
      }
    } catch (JsonProcessingException e) {
      throw new NotAReadingException(MALFORMED_JSON, e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory cannot fail", e);
    }
    checkReading();
  }

  private void parseFields(JsonParser json, FieldTree object)
      throws IOException, NotAReadingException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      FieldTree.Entry entry = object.entries().get(json.getCurrentName());
      JsonToken value = json.nextToken();
      if (entry instanceof FieldTree.Leaf leaf) {
        if (value == JsonToken.VALUE_NULL) {
          reading.clear(leaf.field().position());
        } else {
          parseValue(leaf.field(), json, value);
        }
      } else if (entry instanceof FieldTree.Branch branch) {
        parseObject(branch.tree(), json, value);
      } else {
        json.skipChildren();
      }
    }
  }

  /** Parses an object with fields, which replaces one of the same name before it. */
  private void parseObject(FieldTree object, JsonParser json, JsonToken value)
      throws IOException, NotAReadingException {
    object.fields().forEach(field -> reading.clear(field.position()));
    if (value == JsonToken.START_OBJECT) {
      parseFields(json, object);
    } else if (value != JsonToken.VALUE_NULL) {
      fault(WRONG_TYPE, json.getCurrentName() + " must be an object");
      json.skipChildren();
    }
  }

  private void parseValue(Field field, JsonParser json, JsonToken value)
      throws IOException, NotAReadingException {
    switch (field.type()) {
      case WHOLE -> parseWhole(field, json, value);
      case REAL -> parseReal(field, json, value);
      case TEXT -> parseText(field, json, value);
      case BOOLEAN -> parseFlag(field, json, value);
      case INSTANT -> parseInstant(field, json, value);
    }
  }

  private void parseFlag(Field field, JsonParser json, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE) {
      reading.setFlag(field.position(), value == JsonToken.VALUE_TRUE);
    } else {
      fault(WRONG_TYPE, field.label() + " must be true or false");
      json.skipChildren();
    }
  }

  private void parseInstant(Field field, JsonParser json, JsonToken value) throws IOException {
    boolean isIso = field.unit() == Unit.NONE;
    boolean fits =
        isIso
            ? value == JsonToken.VALUE_STRING
            : value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT;
    if (!fits) {
      fault(WRONG_TYPE, field.label() + (isIso ? " must be a string" : " must be a number"));
      json.skipChildren();
      return;
    }
    try {
      OptionalLong nanos =
          isIso ? Instants.iso(json.getText()) : Instants.decimal(json.getText(), field.unit());
      if (nanos.isPresent()) {
        reading.setWhole(field.position(), nanos.getAsLong());
      } else {
        fault(OUT_OF_RANGE, beyondRange(field));
      }
    } catch (DateTimeException e) {
      fault(
          WRONG_TYPE,
          field.label()
              + " must be a date and a time with a time zone, as in 2026-01-31T23:59:59.5Z");
    }
  }

  private void parseWhole(Field field, JsonParser json, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT) {
      fault(WRONG_TYPE, field.label() + " must be a whole number");
      json.skipChildren();
      return;
    }
    try {
      reading.setWhole(field.position(), json.getLongValue());
    } catch (InputCoercionException e) {
      fault(OUT_OF_RANGE, field.label() + " does not fit 64 bits");
    }
  }

  private void parseText(Field field, JsonParser json, JsonToken value)
      throws IOException, NotAReadingException {
    if (value != JsonToken.VALUE_STRING) {
      fault(WRONG_TYPE, field.label() + " must be a string");
      json.skipChildren();
      return;
    }
    Optional<String> text =
        texts.get(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    if (text.isEmpty()) {
      throw new NotAReadingException(
          MALFORMED_JSON, field.label() + " holds half of a surrogate pair");
    }
    reading.setText(field.position(), text.get());
  }

  private void parseReal(Field field, JsonParser json, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_FLOAT && value != JsonToken.VALUE_NUMBER_INT) {
      fault(WRONG_TYPE, field.label() + " must be a number");
      json.skipChildren();
      return;
    }
    double number = json.getDoubleValue();
    if (Double.isInfinite(number)) {
      fault(OUT_OF_RANGE, field.label() + " does not fit a double");
    }
    reading.setReal(field.position(), number);
  }

  private void checkReading() throws NotAReadingException {
    if (firstFault != null) {
      throw firstFault;
    }
    for (Field field : schema.fields()) {
      boolean isPresent = reading.isPresent(field.position());
      if (!isPresent && field.isRequired()) {
        throw new NotAReadingException(MISSING_FIELD, field.label() + " is missing");
      }
      if (isPresent
          && field.type() == Field.Type.WHOLE
          && !field.unit().holds(reading.whole(field.position()))) {
        throw new NotAReadingException(OUT_OF_RANGE, beyondRange(field));
      }
    }
  }

  private static String beyondRange(Field field) {
    return field.label() + " is beyond the years 1677 to 2262";
  }

  private void fault(MalformedLine.Reason reason, String message) {
    if (firstFault == null) {
      firstFault = new NotAReadingException(reason, message);
    }
  }
}
