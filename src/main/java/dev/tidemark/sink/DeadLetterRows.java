package dev.tidemark.sink;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.Field;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.row.JsonRow;
import dev.tidemark.row.ReadingRows;
import java.io.IOException;
import java.util.Optional;

/** The rows of the sinks {@code malformed}, {@code late} and {@code duplicate}. */
final class DeadLetterRows {
  private DeadLetterRows() {}

  static String of(MalformedLine line) {
    return JsonRow.of(
        json -> {
          json.writeStringField("file", line.file());
          json.writeNumberField("offset", line.offset());
          json.writeStringField("reason", line.reason().label());
          json.writeStringField("error", line.error());
          json.writeStringField(line.base64() ? "line_base64" : "line", line.text());
        });
  }

  static String of(LateReading late) {
    return JsonRow.of(
        json -> {
          json.writeStringField("reason", late.reason().label());
          json.writeNumberField("late_by_ms", late.lateByMs());
          writeBound("window_start", late.window().map(LateReading.Bounds::startMs), json);
          writeBound("window_end", late.window().map(LateReading.Bounds::endMs), json);
          json.writeObjectFieldStart("reading");
          ReadingRows.writeFields(late.reading(), json);
          json.writeEndObject();
        });
  }

  static String of(DuplicateReading duplicate) {
    DuplicateReading.First first = duplicate.first();
    return JsonRow.of(
        json -> {
          json.writeStringField("reason", "duplicate");
          json.writeObjectFieldStart("first");
          json.writeNumberField(Field.ARRIVAL_TIME.label(), first.arrivalTime());
          json.writeNumberField(Field.CREATION_TIME.label(), first.creationTime());
          json.writeStringField(Field.DEVICE.label(), first.device());
          json.writeFieldName(Field.INDEX.label());
          if (first.indexed()) {
            json.writeNumber(first.index());
          } else {
            json.writeNull();
          }
          json.writeEndObject();
          json.writeObjectFieldStart("reading");
          ReadingRows.writeFields(duplicate.reading(), json);
          json.writeEndObject();
        });
  }

  private static void writeBound(String name, Optional<Long> millis, JsonGenerator json)
      throws IOException {
    json.writeStringField(name, millis.map(JsonRow::windowBound).orElse(null));
  }
}
