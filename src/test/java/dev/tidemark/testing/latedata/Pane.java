package dev.tidemark.testing.latedata;

import dev.tidemark.model.LateReading;
import dev.tidemark.model.SideOutput;
import dev.tidemark.row.Emitted;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.values.Row;

/** A row of a window: which of its panes it is, and what it counts. */
public record Pane(String timing, int index, int count) implements Serializable {

  /** The panes of rows, in the order in which they were emitted. */
  static List<Pane> of(Iterable<Emitted<Row>> rows) {
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

  private static Pane of(Row row) {
    Row pane = row.getRow("pane");
    return new Pane(
        pane.getString("timing"),
        Math.toIntExact(pane.getInt64("index")),
        Math.toIntExact(row.getInt64("count")));
  }
}
