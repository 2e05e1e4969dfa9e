package dev.tidemark.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidemark.model.Findings;
import dev.tidemark.model.FindingsCoder;
import dev.tidemark.model.RecordCounts;
import dev.tidemark.model.RecordCounts.Outcome;
import dev.tidemark.row.JsonRow;
import java.io.IOException;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Books as one JSON row, {@code {step: {outcome: count}}}, and back. Findings are a text in it,
 * where there are some.
 */
public final class RecordCountsRows {
  private static final JsonFactory JSON = new JsonFactory();

  private RecordCountsRows() {}

  static String of(RecordCounts counts) {
    return JsonRow.of(
        json -> {
          for (Map.Entry<RecordCounts.Entry, Long> line : counts.counts().entrySet()) {
            json.writeObjectFieldStart(line.getKey().step());
            json.writeNumberField(line.getKey().outcome().name(), line.getValue());
            json.writeEndObject();
          }
          if (!counts.findings().isEmpty()) {
            json.writeStringField("findings", encode(counts.findings()));
          }
        });
  }

  /** Reads the row that a run wrote. */
  public static RecordCounts parse(String row) throws IOException {
    RecordCounts counts = RecordCounts.EMPTY;
    try (JsonParser json = JSON.createParser(row)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String step = json.getCurrentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          Findings findings = CoderUtils.decodeFromBase64(FindingsCoder.of(), json.getText());
          counts = counts.plus(RecordCounts.of(findings));
          continue;
        }
        Outcome outcome = Outcome.valueOf(json.nextFieldName());
        counts = counts.plus(RecordCounts.of(step, outcome, json.nextLongValue(0)));
        json.nextToken();
      }
    }
    return counts;
  }

  private static String encode(Findings findings) {
    try {
      return CoderUtils.encodeToBase64(FindingsCoder.of(), findings);
    } catch (CoderException e) {
      throw new IllegalStateException("findings in memory cannot fail", e);
    }
  }
}
