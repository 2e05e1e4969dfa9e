package dev.tidemark.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Formats one JSON object on one line, with times as Tidemark prints them. */
public final class JsonRow {
  private static final JsonFactory JSON = new JsonFactory();
  private static final DateTimeFormatter MICROS = format("SSSSSS");
  private static final DateTimeFormatter MILLIS = format("SSS");

  private JsonRow() {}

  /** What the object holds: writes the fields of an object that is already open. */
  @FunctionalInterface
  public interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  public static String of(Fields fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a row in memory cannot fail", e);
    }
    return line.toString();
  }

  /** An event time, ns since 1970, floored to microseconds. */
  public static String eventTime(long nanos) {
    return eventTime(RowTypes.eventTime(nanos));
  }

  /** An event time, floored to microseconds. */
  public static String eventTime(Instant time) {
    return MICROS.format(time);
  }

  /** A window bound, ms since 1970. */
  public static String windowBound(long millis) {
    return MILLIS.format(Instant.ofEpochMilli(millis));
  }

  private static DateTimeFormatter format(String fraction) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "'Z'")
        .withZone(ZoneOffset.UTC);
  }
}
