package dev.tidemark.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.ByHand;
import dev.tidemark.ordered.EachInOrder;
import dev.tidemark.ordered.SomeHours;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Sessions of at most three readings; five seconds end one. */
class CappedSessionsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CappedSessions machine =
      new CappedSessions(
          EachInOrder.CREATION,
          List.of(ActivitySchema.USER),
          ActivitySchema.GT,
          new SessionGap(Duration.ofSeconds(5)),
          3,
          ActivitySchema.X);
  private final List<String> rows = new ArrayList<>();
  private CappedSessions.Session session = machine.start();

  @Example
  void exactlyTheGapClosesASession() {
    walk(0);
    walk(SECOND + 1999);
    assertThat(rows).isEmpty();
    walk(6 * SECOND + 1999);
    assertThat(rows)
        .containsExactly(
            row("1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:01.000001Z", 2, "gap"));
    assertThat(session.start()).isEqualTo(6 * SECOND + 1999);
    assertThat(session.mean().count()).isEqualTo(1);
  }

  @Example
  void oneNanosecondLessDoesNot() {
    walk(0);
    walk(5 * SECOND - 1);
    assertThat(rows).isEmpty();
    assertThat(session.mean().count()).isEqualTo(2);
  }

  @Example
  void theReadingThatFillsASessionClosesIt() {
    walk(0);
    walk(1000);
    assertThat(rows).isEmpty();
    walk(2000);
    assertThat(rows)
        .containsExactly(
            row("1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000002Z", 3, "count"));
    assertThat(session).isEqualTo(machine.start());
  }

  @Example
  void aReadingAfterAFullSessionOpensANewOne() {
    walk(0);
    walk(1000);
    walk(2000);
    walk(2000);
    machine.end(session, JsonRows.addingTo(rows));
    assertThat(rows)
        .containsExactly(
            row("1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000002Z", 3, "count"),
            row("1970-01-01T00:00:00.000002Z", "1970-01-01T00:00:00.000002Z", 1, "end"));
  }

  @Example
  void aSessionThatWasFullIsNotClosedAgain() {
    walk(0);
    walk(1000);
    walk(2000);
    walk(60 * SECOND);
    machine.end(machine.start(), JsonRows.addingTo(rows));
    assertThat(rows).hasSize(1);
  }

  @Example
  void inputEndClosesWhatIsOpen() {
    walk(0);
    walk(1000);
    machine.end(session, JsonRows.addingTo(rows));
    assertThat(rows)
        .containsExactly(
            row("1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000001Z", 2, "end"));
  }

  @Example
  void emptyInputGivesNoSession() {
    machine.end(machine.start(), JsonRows.addingTo(rows));
    assertThat(rows).isEmpty();
  }

  @Example
  void readingsWithoutTheFieldAreNotCountedAndDoNotExtendASession() {
    take(Readings.atNanos(0).gt("sit"));
    assertThat(session).isEqualTo(machine.start());
    walk(SECOND);
    take(Readings.atNanos(4 * SECOND).gt("sit"));
    walk(6 * SECOND);
    assertThat(rows)
        .containsExactly(
            row("1970-01-01T00:00:01.000000Z", "1970-01-01T00:00:01.000000Z", 1, "gap"));
  }

  @Example
  void activitiesAreDistinctInOrderOfFirstOccurrenceIncludingTheLabelNull() {
    for (String label : List.of("null", "walk", "null", "walk", "bike")) {
      take(Readings.atNanos(0).gt(label).x(1));
    }
    take(Readings.atNanos(0).x(1));
    assertThat(rows.get(0)).contains("\"activities\":[\"null\",\"walk\"]");
    // The next session does not see them, and an absent label is not one.
    assertThat(rows.get(1)).contains("\"activities\":[\"walk\",\"bike\"]");
  }

  @Example
  void theMeanUsesTheCorrectlyRoundedSum() {
    // Added sequentially as doubles, these sum to 0.
    take(Readings.atNanos(0).x(1e16));
    take(Readings.atNanos(1).x(1));
    take(Readings.atNanos(2).x(-1e16));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0)).contains("\"activities\":[],\"mean_x\":0.3333333333333333,");
  }

  @Example
  void timesFurtherApartThanALongAreTwoSessions() {
    walk(Long.MIN_VALUE);
    walk(Long.MAX_VALUE);
    assertThat(rows)
        .containsExactly(
            row("1677-09-21T00:12:43.145224Z", "1677-09-21T00:12:43.145224Z", 1, "gap"));
  }

  @Property
  void sessionsAreTheReadingsBetweenGaps(
      @ForAll(supplier = SomeHours.class) List<Reading> readings,
      @ForAll @IntRange(min = 1, max = 7) int most) {
    List<String> expected = new ArrayList<>();
    List<List<Reading>> runs = ByHand.sessions(ByHand.withX(readings), SomeHours.GAP);
    for (int i = 0; i < runs.size(); i++) {
      for (List<Reading> piece : ByHand.pieces(runs.get(i), most)) {
        String unfilled = i == runs.size() - 1 ? "end" : "gap";
        expected.add(
            row(
                ByHand.start(piece),
                ByHand.end(piece),
                piece.size(),
                ByHand.distinctLabels(piece),
                ByHand.meanOfX(piece),
                piece.size() == most ? "count" : unfilled));
      }
    }
    assertThat(run(readings, most)).isEqualTo(expected);
  }

  @Property
  void sessionsDoNotOverlapAndCoverEveryReadingWithX(
      @ForAll(supplier = SomeHours.class) List<Reading> readings,
      @ForAll @IntRange(min = 1, max = 7) int most)
      throws JsonProcessingException {
    long counted = 0;
    String last = "";
    for (String row : run(readings, most)) {
      JsonNode session = JSON.readTree(row);
      assertThat(session.get("start").asText()).isBetween(last, session.get("end").asText());
      assertThat(session.get("count").asInt()).isBetween(1, most);
      last = session.get("end").asText();
      counted += session.get("count").asLong();
    }
    assertThat(counted).isEqualTo(ByHand.withX(readings).size());
  }

  private static List<String> run(List<Reading> readings, int most) {
    return JsonRows.of(
        EachInOrder.run(
            new CappedSessions(
                EachInOrder.CREATION,
                List.of(ActivitySchema.USER),
                ActivitySchema.GT,
                SomeHours.GAP,
                most,
                ActivitySchema.X),
            readings));
  }

  private static String row(String start, String end, int count, String closedBy) {
    return row(start, end, count, "[\"walk\"]", 1.0, closedBy);
  }

  private static String row(
      String start, String end, int count, String activities, double mean, String closedBy) {
    return ("{\"User\":\"a\",\"start\":\"%s\",\"end\":\"%s\",\"count\":%d,\"activities\":%s,"
            + "\"mean_x\":%s,\"closed_by\":\"%s\"}")
        .formatted(start, end, count, activities, mean, closedBy);
  }

  private void walk(long nanos) {
    take(Readings.atNanos(nanos).gt("walk").x(1));
  }

  private void take(Readings reading) {
    session = machine.next(session, reading.build(), JsonRows.addingTo(rows));
  }
}
