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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

  private static final int CREATION_TIME = FIELDS.indexOf(Field.CREATION_TIME);
  private static final int ARRIVAL_TIME = FIELDS.indexOf(Field.ARRIVAL_TIME);
  private static final int USER = FIELDS.indexOf(Field.USER);
  private static final int DEVICE = FIELDS.indexOf(Field.DEVICE);
  private static final int INDEX = FIELDS.indexOf(Field.INDEX);
  private static final int MODEL = FIELDS.indexOf(Field.MODEL);
  private static final int GT = FIELDS.indexOf(Field.GT);
  private static final int X = FIELDS.indexOf(Field.X);
  private static final int Y = FIELDS.indexOf(Field.Y);
  private static final int Z = FIELDS.indexOf(Field.Z);

  private final PlainLineScanner plain = new PlainLineScanner(FIELDS);
  private final TextCache texts = new TextCache();

  private OptionalLong creationTime;
  private OptionalLong arrivalTime;
  private OptionalLong index;
  private Optional<String> user;
  private Optional<String> device;
  private Optional<String> model;
  private Optional<String> gt;
  private double x;
  private double y;
  private double z;
  private NotAReadingException firstFault;

  /**
   * Parses the line at {@code buffer[offset, offset + length)}.
   *
   * @throws NotAReadingException if the line is malformed
   */
  public Reading parse(byte[] buffer, int offset, int length) throws NotAReadingException {
    return isPlain(buffer, offset, length)
        ? plainReading()
        : parseWithJackson(buffer, offset, length);
  }

  /** Whether a line is a reading that needs no Jackson. */
  boolean isPlain(byte[] buffer, int offset, int length) {
    return plain.scan(buffer, offset, offset + length) && isComplete();
  }

  private boolean isComplete() {
    return plain.isPresent(CREATION_TIME)
        && plain.isPresent(ARRIVAL_TIME)
        && plain.isPresent(USER)
        && plain.isPresent(DEVICE)
        && isInRange(plain.whole(ARRIVAL_TIME));
  }

  private Reading plainReading() {
    return new Reading(
        plain.whole(CREATION_TIME),
        plain.whole(ARRIVAL_TIME),
        plain.text(USER).orElseThrow(),
        plain.text(DEVICE).orElseThrow(),
        plain.isPresent(INDEX) ? OptionalLong.of(plain.whole(INDEX)) : OptionalLong.empty(),
        plain.text(MODEL),
        plain.text(GT),
        plain.real(X),
        plain.real(Y),
        plain.real(Z));
  }

  private static boolean isInRange(long arrivalMs) {
    return arrivalMs <= MAX_MS && arrivalMs >= -MAX_MS;
  }

  /** Parses any line; the plain ones are faster without it. */
  Reading parseWithJackson(byte[] buffer, int offset, int length) throws NotAReadingException {
    forgetLastLine();
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
    return reading();
  }

  private void forgetLastLine() {
    creationTime = OptionalLong.empty();
    arrivalTime = OptionalLong.empty();
    index = OptionalLong.empty();
    user = Optional.empty();
    device = Optional.empty();
    model = Optional.empty();
    gt = Optional.empty();
    x = Double.NaN;
    y = Double.NaN;
    z = Double.NaN;
    firstFault = null;
  }

  private void parseFields(JsonParser json) throws IOException, NotAReadingException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.getCurrentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "Arrival_Time" -> arrivalTime = wholeNumber(json, field, value);
        case "Creation_Time" -> creationTime = wholeNumber(json, field, value);
        case "Index" -> index = wholeNumber(json, field, value);
        case "User" -> user = text(json, field, value);
        case "Device" -> device = text(json, field, value);
        case "Model" -> model = text(json, field, value);
        case "gt" -> gt = text(json, field, value);
        case "x" -> x = number(json, field, value);
        case "y" -> y = number(json, field, value);
        case "z" -> z = number(json, field, value);
        default -> json.skipChildren();
      }
    }
  }

  private OptionalLong wholeNumber(JsonParser json, String field, JsonToken value)
      throws IOException {
    if (value == JsonToken.VALUE_NUMBER_INT) {
      try {
        return OptionalLong.of(json.getLongValue());
      } catch (InputCoercionException e) {
        fault(OUT_OF_RANGE, field + " does not fit 64 bits");
        return OptionalLong.of(0);
      }
    }
    if (value == JsonToken.VALUE_NULL) {
      return OptionalLong.empty();
    }
    fault(WRONG_TYPE, field + " must be a whole number");
    json.skipChildren();
    return OptionalLong.of(0);
  }

  private Optional<String> text(JsonParser json, String field, JsonToken value)
      throws IOException, NotAReadingException {
    if (value == JsonToken.VALUE_STRING) {
      Optional<String> text =
          texts.getOptional(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
      if (text.isEmpty()) {
        throw new NotAReadingException(MALFORMED_JSON, field + " holds half of a surrogate pair");
      }
      return text;
    }
    if (value == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    fault(WRONG_TYPE, field + " must be a string");
    json.skipChildren();
    return Optional.of("");
  }

  private double number(JsonParser json, String field, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_NUMBER_FLOAT || value == JsonToken.VALUE_NUMBER_INT) {
      double number = json.getDoubleValue();
      if (Double.isInfinite(number)) {
        fault(OUT_OF_RANGE, field + " does not fit a double");
      }
      return number;
    }
    if (value != JsonToken.VALUE_NULL) {
      fault(WRONG_TYPE, field + " must be a number");
      json.skipChildren();
    }
    return Double.NaN;
  }

  private Reading reading() throws NotAReadingException {
    if (firstFault != null) {
      throw firstFault;
    }
    long arrival = required("Arrival_Time", arrivalTime);
    if (!isInRange(arrival)) {
      throw new NotAReadingException(OUT_OF_RANGE, "Arrival_Time is beyond the years 1677 to 2262");
    }
    return new Reading(
        required("Creation_Time", creationTime),
        arrival,
        required("User", user),
        required("Device", device),
        index,
        model,
        gt,
        x,
        y,
        z);
  }

  private static long required(String field, OptionalLong value) throws NotAReadingException {
    return value.orElseThrow(() -> new NotAReadingException(MISSING_FIELD, field + " is missing"));
  }

  private static String required(String field, Optional<String> value) throws NotAReadingException {
    return value.orElseThrow(() -> new NotAReadingException(MISSING_FIELD, field + " is missing"));
  }

  private void fault(MalformedLine.Reason reason, String message) {
    if (firstFault == null) {
      firstFault = new NotAReadingException(reason, message);
    }
  }
}
