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
import dev.tidemark.model.Field;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.Reading;
import dev.tidemark.model.ReadingColumnsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * Parses one JSON line straight from its bytes: by a scanner where the line is plain, else with
 * Jackson. Required are both times, {@code User} and {@code Device}; unknown fields are ignored; of
 * a field given twice the last counts. A line that is not JSON is reported as that, whatever else
 * is wrong with it. Not thread-safe.
 */
public final class ReadingParser {
  /** Times further from 1970 do not fit nanoseconds in 64 bits (years 1677 to 2262). */
  private static final long MAX_MS = Long.MAX_VALUE / 1_000_000;

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

  private static final List<Field> FIELDS = List.of(Field.values());

  private static final int CREATION_TIME = Field.CREATION_TIME.position();
  private static final int ARRIVAL_TIME = Field.ARRIVAL_TIME.position();
  private static final int USER = Field.USER.position();
  private static final int DEVICE = Field.DEVICE.position();

  /** Few, as a reading that is kept keeps all of its chunk in memory. */
  private static final int CHUNK = 16;

  private final PlainLineScanner plain = new PlainLineScanner(FIELDS);
  private final TextCache texts = new TextCache();

  private ReadingColumnsBuilder chunk = new ReadingColumnsBuilder(CHUNK);
  private ReadingColumnsBuilder reading = chunk;
  private NotAReadingException firstFault;

  /**
   * Parses the line at {@code buffer[offset, offset + length)} on its own.
   *
   * @throws NotAReadingException if the line is malformed
   */
  public Reading parse(byte[] buffer, int offset, int length) throws NotAReadingException {
    if (chunk.size() == CHUNK) {
      chunk = new ReadingColumnsBuilder(CHUNK);
    }
    parse(buffer, offset, length, chunk);
    return chunk.last();
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
      target.end();
    } else {
      target.clear();
      parseWithJackson(buffer, offset, length, target);
    }
  }

  /** Whether a line is a reading that needs no Jackson; the target has its values then. */
  boolean isPlain(byte[] buffer, int offset, int length, ReadingColumnsBuilder target) {
    return plain.scan(buffer, offset, offset + length, target)
        && target.isPresent(CREATION_TIME)
        && target.isPresent(ARRIVAL_TIME)
        && target.isPresent(USER)
        && target.isPresent(DEVICE)
        && isInRange(target.whole(ARRIVAL_TIME));
  }

  private static boolean isInRange(long arrivalMs) {
    return arrivalMs <= MAX_MS && arrivalMs >= -MAX_MS;
  }

  /** Parses any line; the plain ones are faster without it. */
  void parseWithJackson(byte[] buffer, int offset, int length, ReadingColumnsBuilder target)
      throws NotAReadingException {
    target.begin();
    reading = target;
    firstFault = null;
    try {
      parseLine(buffer, offset, length);
      target.end();
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
        parseFields(json);
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

  private void parseFields(JsonParser json) throws IOException, NotAReadingException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      Optional<Field> field = Field.byLabel(json.getCurrentName());
      JsonToken value = json.nextToken();
      if (field.isEmpty()) {
        json.skipChildren();
      } else if (value == JsonToken.VALUE_NULL) {
        reading.clear(field.get().position());
      } else {
        parseValue(field.get(), json, value);
      }
    }
  }

  private void parseValue(Field field, JsonParser json, JsonToken value)
      throws IOException, NotAReadingException {
    switch (field.type()) {
      case WHOLE -> parseWhole(field, json, value);
      case REAL -> parseReal(field, json, value);
      case TEXT -> parseText(field, json, value);
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
    checkPresent(Field.ARRIVAL_TIME);
    if (!isInRange(reading.whole(ARRIVAL_TIME))) {
      throw new NotAReadingException(OUT_OF_RANGE, "Arrival_Time is beyond the years 1677 to 2262");
    }
    checkPresent(Field.CREATION_TIME);
    checkPresent(Field.USER);
    checkPresent(Field.DEVICE);
  }

  private void checkPresent(Field field) throws NotAReadingException {
    if (!reading.isPresent(field.position())) {
      throw new NotAReadingException(MISSING_FIELD, field.label() + " is missing");
    }
  }

  private void fault(MalformedLine.Reason reason, String message) {
    if (firstFault == null) {
      firstFault = new NotAReadingException(reason, message);
    }
  }
}
