package dev.tidemark.trace;

import static dev.tidemark.testing.Readings.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.TraceEvent;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TraceTest {
  private static final ReadingId ID = id("a", "d", 1);
  private final Reading first = Readings.atMillis(1).device("d").index(1).build();
  private final Reading second = Readings.atMillis(2).device("d").index(1).build();

  @Property(tries = 50)
  void theTextDoesNotDependOnTheOrderOfEvents(@ForAll Random random) {
    List<TraceEvent> traceEvents =
        new ArrayList<>(
            List.of(
                new TraceEvent.Event("Read", second, "g, byte 7"),
                new TraceEvent.Event("Read", first, "f, byte 0"),
                new TraceEvent.Event("Read", first, "f, byte 9"),
                new TraceEvent.Roll(List.of("a", "d"), 3, 1, 1),
                new TraceEvent.Event("Distinct", first, "passed"),
                new TraceEvent.Event("Count", first, "window 1"),
                new TraceEvent.Event("Count", first, "window 2"),
                new TraceEvent.Event("Distinct", first, "passed")));
    Collections.shuffle(traceEvents, random);
    assertThat(String.join("\n", lines(traceEvents)))
        .isEqualTo(
            """
            a/d/1
              Read      f, byte 0
                        f, byte 9
              Distinct  passed (2 times)
              Count     window 1
                        window 2

            a/d/1
              Read  g, byte 7""");
  }

  @Example
  void aMissingReadingIsReportedWithItsNeighbours() {
    List<TraceEvent> rolls =
        List.of(
            new TraceEvent.Roll(List.of("a", "e"), 1, 5, 5),
            new TraceEvent.Roll(List.of("a", "f"), 1200, 3, 900),
            new TraceEvent.Roll(List.of("b", "d"), 1, 0, 0),
            new TraceEvent.Roll(List.of("a", "f"), 34, -2, 7));
    assertThat(linesOf(id("a", "f", 8), rolls))
        .containsExactly(
            "a/f/8: no such reading was read",
            "  User a has 1,234 readings of Device f, with Index from -2 to 900");
    assertThat(linesOf(ID, rolls))
        .containsExactly(
            "a/d/1: no such reading was read",
            "  User a has no reading of Device d; there are e, f");
    assertThat(linesOf(id("c", "d", 1), rolls))
        .containsExactly(
            "c/d/1: no such reading was read", "  User c has no reading; there are a, b");
    assertThat(lines(List.of()))
        .containsExactly("a/d/1: no such reading was read", "  no reading was read at all");
  }

  @Example
  void onlySomeOfManyNamesAreListed() {
    List<TraceEvent> rolls =
        LongStream.range(10, 40)
            .<TraceEvent>mapToObj(user -> new TraceEvent.Roll(List.of("user" + user, "d"), 1, 0, 0))
            .toList();
    assertThat(lines(rolls).get(1)).contains("there are user10, ").endsWith(", user29, ...");
  }

  private static List<String> lines(List<TraceEvent> traceEvents) {
    return linesOf(ID, traceEvents);
  }

  private static List<String> linesOf(ReadingId id, List<TraceEvent> traceEvents) {
    Trace trace = new Trace(id, List.of("Read", "Distinct", "Count"));
    traceEvents.forEach(trace::add);
    return trace.lines();
  }
}
