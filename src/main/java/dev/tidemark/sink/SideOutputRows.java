package dev.tidemark.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.model.DeadLetter;
import dev.tidemark.model.DuplicateReading;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.MalformedLine;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.model.RecordCountsCoder;
import dev.tidemark.model.SideOutput;
import dev.tidemark.model.SideOutputCoder;
import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.row.JsonRow;
import dev.tidemark.row.JsonValue;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.schema.Field;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Formats side output as rows: dead letters for the sinks {@code malformed}, {@code late} and
 * {@code duplicate}; record counts and trace events for the run itself, which parses them again.
 */
public final class SideOutputRows {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String FINDINGS = "findings";

  private SideOutputRows() {}

  static String of(DeadLetter letter) {
    return JsonRow.of(
        json -> {
          if (letter instanceof MalformedLine malformed) {
            write(malformed, json);
          } else if (letter instanceof LateReading late) {
            write(late, json);
          } else if (letter instanceof DuplicateReading duplicate) {
            write(duplicate, json);
          }
        });
  }

  /** What tells the rows of dead letters apart. */
  static RowIdentity identity(DeadLetter.Kind kind) {
    return switch (kind) {
      case MALFORMED ->
          // The same lines may be in other files, in other places.
          each(List.of("line", "line_base64"), List.of(), List.of("file", "offset"));
      case LATE -> each(List.of("reading"), List.of("window_start", "window_end"), List.of());
      case DUPLICATE -> each(List.of("reading"), List.of(), List.of());
    };
  }

  private static RowIdentity each(List<String> key, List<String> within, List<String> incidental) {
    return new RowIdentity(key, within, RowIdentity.Finality.EVERY_ROW, incidental);
  }

  /** Formats counts as {@code {step: {outcome: count}}}; findings are encoded in one text. */
  static String of(RecordCounts counts) {
    return JsonRow.of(
        json -> {
          for (Map.Entry<RecordCounts.Entry, Long> count : counts.counts().entrySet()) {
            json.writeObjectFieldStart(count.getKey().step());
            json.writeNumberField(count.getKey().outcome().name(), count.getValue());
            json.writeEndObject();
          }
          if (!counts.findings().isEmpty()) {
            RecordCounts findings = RecordCounts.of(counts.findings());
            json.writeStringField(FINDINGS, encode(RecordCountsCoder.of(), findings));
          }
        });
  }

  static String of(TraceEvent event) {
    return encode(SideOutputCoder.of(), SideOutput.of(List.of(event)));
  }

  /**
   * Parses a row of record counts.
   *
   * @throws IOException if it is not one
   */
  public static RecordCounts parseCounts(String row) throws IOException {
    RecordCounts counts = RecordCounts.EMPTY;
    try (JsonParser json = JSON.createParser(row)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String step = json.getCurrentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          counts = counts.plus(CoderUtils.decodeFromBase64(RecordCountsCoder.of(), json.getText()));
          continue;
        }
        Outcome outcome = Outcome.valueOf(json.nextFieldName());
        counts = counts.plus(RecordCounts.of(step, outcome, json.nextLongValue(0)));
        json.nextToken();
      }
    }
    return counts;
  }

  /**
   * Parses a row that holds a trace event.
   *
   * @throws IOException if it does not
   */
  public static TraceEvent parseTraceEvent(String row) throws IOException {
    return CoderUtils.decodeFromBase64(SideOutputCoder.of(), row).traceEvents().get(0);
  }

  private static void write(MalformedLine line, JsonGenerator json) throws IOException {
    json.writeStringField("file", line.file());
    json.writeNumberField("offset", line.offset());
    json.writeStringField("reason", line.reason().label());
    json.writeStringField("error", line.error());
    json.writeStringField(line.base64() ? "line_base64" : "line", line.text());
  }

  private static void write(LateReading late, JsonGenerator json) throws IOException {
    json.writeStringField("reason", late.reason().label());
    json.writeNumberField("late_by_ms", late.lateByMs());
    writeBound("window_start", late.window().map(LateReading.Bounds::startMs), json);
    writeBound("window_end", late.window().map(LateReading.Bounds::endMs), json);
    writeReading(late.reading(), json);
  }

  private static void write(DuplicateReading duplicate, JsonGenerator json) throws IOException {
    DuplicateReading.First first = duplicate.first();
    json.writeStringField("reason", "duplicate");
    json.writeObjectFieldStart("first");
    List<Field> reference = duplicate.reading().schema().reference();
    for (int i = 0; i < reference.size(); i++) {
      json.writeFieldName(reference.get(i).name());
      JsonValue.write(reference.get(i), first.values().get(i), json);
    }
    json.writeEndObject();
    writeReading(duplicate.reading(), json);
  }

  private static void writeReading(Reading reading, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("reading");
    for (Field field : reading.schema().visibleFields()) {
      json.writeFieldName(field.name());
      JsonValue.write(field, reading.value(field), json);
    }
    json.writeEndObject();
  }

  private static void writeBound(String name, Optional<Long> millis, JsonGenerator json)
      throws IOException {
    json.writeStringField(name, millis.map(JsonRow::windowBound).orElse(null));
  }

  private static <T> String encode(Coder<T> coder, T value) {
    try {
      return CoderUtils.encodeToBase64(coder, value);
    } catch (CoderException e) {
      throw new IllegalStateException("side output can be encoded in memory", e);
    }
  }
}
