package dev.tidemark.testing.latedata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.model.LateReading;
import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** A row of a window: which of its panes it is, and what it counts. */
public record Pane(String timing, int index, int count) implements Serializable {

  /** The panes of rows, in the order in which they were emitted. */
  static List<Pane> of(Iterable<Emitted<String>> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .sorted(Comparator.comparingLong(Emitted::at))
        .map(row -> of(row.value()))
        .toList();
  }

  boolean isEarly() {
    return timing.equals("EARLY");
  }

  /** Late readings, in the words of the worked table. */
  static List<String> late(Iterable<SideOutput> sideOutput) {
    List<String> late = new ArrayList<>();
    for (SideOutput some : sideOutput) {
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

  private static Pane of(String row) {
    try {
      JsonNode json = new ObjectMapper().readTree(row);
      JsonNode pane = json.get("pane");
      return new Pane(
          pane.get("timing").textValue(),
          pane.get("index").intValue(),
          json.get("count").intValue());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(row, e);
    }
  }
}
