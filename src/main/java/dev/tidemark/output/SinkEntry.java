package dev.tidemark.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.row.RowIdentity;
import dev.tidemark.row.RowIdentity.Finality;
import dev.tidemark.row.RowTypes;
import dev.tidemark.sink.SinkFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a manifest says about the rows of a sink.
 *
 * @param types of the fields in words of JSON Schema; none where rows were not made of a schema
 */
public record SinkEntry(RowIdentity identity, Map<String, String> types) {
  private static final String FINAL = "final";
  private static final String KEY = "key";
  private static final String WITHIN = "within";
  private static final String INCIDENTAL = "incidental";
  private static final String TYPES = "types";

  static SinkEntry of(SinkFiles files) {
    Map<String, String> types = new LinkedHashMap<>();
    files.schema().getFields().forEach(it -> types.put(it.getName(), RowTypes.word(it.getType())));
    return new SinkEntry(files.identity(), types);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(FINAL, word(identity.finality()));
    json.put(KEY, identity.key());
    json.put(WITHIN, identity.within());
    json.put(INCIDENTAL, identity.incidental());
    json.put(TYPES, types);
    return json;
  }

  /**
   * Parses what {@link #toJson} has made.
   *
   * @throws IOException if it is something else
   */
  static SinkEntry of(JsonNode json) throws IOException {
    String last = json.path(FINAL).asText();
    Finality finality =
        Arrays.stream(Finality.values())
            .filter(one -> word(one).equals(last))
            .findFirst()
            .orElseThrow(() -> new IOException("'" + last + "' says of no sink what is final"));
    Map<String, String> types = new LinkedHashMap<>();
    json.path(TYPES)
        .fields()
        .forEachRemaining(type -> types.put(type.getKey(), type.getValue().asText()));
    return new SinkEntry(
        new RowIdentity(
            texts(json.path(KEY)),
            texts(json.path(WITHIN)),
            finality,
            texts(json.path(INCIDENTAL))),
        types);
  }

  private static String word(Finality finality) {
    return finality.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
