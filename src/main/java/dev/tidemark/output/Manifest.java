package dev.tidemark.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.model.KafkaTopic;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.pipeline.io.SinkName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code _manifest.json} says of a run.
 *
 * @param malformedSink where malformed lines are
 * @param outputs rows by sink
 * @param failedConditions post-conditions of the data that do not hold
 */
public record Manifest(
    String pipeline,
    String runner,
    String mode,
    Instant started,
    Instant finished,
    RecordCounts counts,
    String malformedSink,
    Map<String, Long> outputs,
    List<String> failedConditions) {
  private static final JsonFactory JSON = new JsonFactory();

  String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("pipeline", pipeline);
      json.writeStringField("runner", runner);
      json.writeStringField("mode", mode);
      json.writeStringField("started", started.toString());
      json.writeStringField("finished", finished.toString());
      writeRecords(json);
      writeOutputs(json);
      writeSteps(json);
      json.writeArrayFieldStart("failed_conditions");
      for (String condition : failedConditions) {
        json.writeString(condition);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a manifest in memory cannot fail", e);
    }
    return text + "\n";
  }

  /**
   * The sinks that a manifest names: what is deleted goes by them.
   *
   * @throws IOException if it is none, or a name in it is not that of a sink; what it holds instead
   *     may be secret, so that is not told
   */
  public static List<String> sinks(String manifest) throws IOException {
    List<String> sinks = new ArrayList<>();
    try (JsonParser json = JSON.createParser(manifest)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw notOfARun(null);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean outputs = json.getCurrentName().equals("outputs");
        json.nextToken();
        while (outputs && json.nextToken() == JsonToken.FIELD_NAME) {
          sinks.add(json.getCurrentName());
          json.nextToken();
        }
        json.skipChildren();
      }
    } catch (JsonProcessingException e) {
      throw notOfARun(e);
    }
    boolean areSinks =
        sinks.stream().allMatch(sink -> KafkaTopic.isLabel(sink) || SinkName.isRight(sink));
    if (!areSinks) {
      throw notOfARun(null);
    }
    return sinks;
  }

  private static IOException notOfARun(JsonProcessingException cause) {
    return new IOException(
        "the _manifest.json there is not one that Tidemark has written, so which results to replace"
            + " is not known; name another directory, or remove what is in this one",
        cause);
  }

  private void writeRecords(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("records");
    long accepted = counts.total(Outcome.ACCEPTED);
    long malformed = counts.total(Outcome.MALFORMED);
    json.writeNumberField("read", accepted + malformed);
    json.writeNumberField("accepted", accepted);
    json.writeNumberField("malformed", malformed);
    json.writeNumberField("late", counts.total(Outcome.LATE));
    json.writeNumberField("duplicate", counts.total(Outcome.DUPLICATE));
    json.writeEndObject();
  }

  private void writeOutputs(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("outputs");
    for (Map.Entry<String, Long> output : outputs.entrySet()) {
      json.writeNumberField(output.getKey(), output.getValue());
    }
    json.writeEndObject();
  }

  /** What each step took in, and what it did not pass on or count. */
  private void writeSteps(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("steps");
    String open = "";
    for (Map.Entry<RecordCounts.Entry, Long> line : counts.counts().entrySet()) {
      RecordCounts.Entry entry = line.getKey();
      if (entry.outcome() == Outcome.WRITTEN) {
        continue;
      }
      if (!open.equals(entry.step())) {
        if (!open.isEmpty()) {
          json.writeEndObject();
        }
        json.writeObjectFieldStart(entry.step());
        open = entry.step();
      }
      json.writeNumberField(entry.outcome().label(), line.getValue());
    }
    if (!open.isEmpty()) {
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
