package dev.tidemark.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Formats one JSON object on one line, with times as Tidemark prints them. */
public final class JsonRow {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long MILLIS_A_DAY = Duration.ofDays(1).toMillis();
  private static final int LAST_YEAR = 9999;
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
    LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(millis, MILLIS_A_DAY));
    if (day.getYear() < 0 || day.getYear() > LAST_YEAR) {
      return MILLIS.format(Instant.ofEpochMilli(millis));
    }
    // Each row has two, and a formatter takes several times as long.
    int ofDay = (int) Math.floorMod(millis, MILLIS_A_DAY);
    byte[] text = "0000-00-00T00:00:00.000Z".getBytes(ISO_8859_1);
    putDigits(day.getYear(), text, 4);
    putDigits(day.getMonthValue(), text, 7);
    putDigits(day.getDayOfMonth(), text, 10);
    putDigits(ofDay / 3_600_000, text, 13);
    putDigits(ofDay / 60_000 % 60, text, 16);
    putDigits(ofDay / 1000 % 60, text, 19);
    putDigits(ofDay % 1000, text, 23);
    return new String(text, ISO_8859_1);
  }

  /** Puts the digits of a number before a place; those that it has not are there. */
  private static void putDigits(int number, byte[] text, int end) {
    int at = end;
    for (int rest = number; rest > 0; rest /= 10) {
      text[--at] = (byte) ('0' + rest % 10);
    }
  }

  private static DateTimeFormatter format(String fraction) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss." + fraction + "'Z'")
        .withZone(ZoneOffset.UTC);
  }
}
