package dev.tidemark.latedata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.SetAside;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a run wrote, in the words of the worked table. */
final class Panes {
  private Panes() {}

  static List<String> of(Iterable<String> rows) {
    List<String> panes = new ArrayList<>();
    for (String row : rows) {
      JsonNode json = parse(row);
      JsonNode pane = json.get("pane");
      panes.add(
          "%s %d, count %d"
              .formatted(
                  pane.get("timing").textValue(),
                  pane.get("index").intValue(),
                  json.get("count").intValue()));
    }
    return panes;
  }

  static List<String> late(Iterable<SetAside> setAside) {
    List<String> late = new ArrayList<>();
    for (SetAside some : setAside) {
      some.deadLetters()
          .forEach(
              letter ->
                  late.add(
                      String.format(
                          Locale.ROOT,
                          "sink `late`, by %,d ms",
                          ((LateReading) letter).lateByMs())));
    }
    return late;
  }

  private static JsonNode parse(String row) {
    try {
      return new ObjectMapper().readTree(row);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(row, e);
    }
  }
}
