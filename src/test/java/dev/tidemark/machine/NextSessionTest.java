package dev.tidemark.machine;

import static dev.tidemark.testing.Values.creationTime;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.model.reading.Reading;
import dev.tidemark.ordered.ByHand;
import dev.tidemark.ordered.EachInOrder;
import dev.tidemark.ordered.SomeHours;
import dev.tidemark.row.JsonRow;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Five seconds end a session. */
class NextSessionTest {
  private static final long SECOND = 1_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NextSession machine =
      new NextSession(
          EachInOrder.CREATION,
          List.of(ActivitySchema.USER),
          ActivitySchema.GT,
          new SessionGap(Duration.ofSeconds(5)));
  private final List<String> rows = new ArrayList<>();
  private NextSession.Session session = machine.start();

  @Example
  void eachSessionReportsThePrecedingOne() {
    is("walk", 0);
    is("sit", SECOND);
    is("walk", 2 * SECOND + 1999);
    is("stand", 60 * SECOND);
    is("bike", 120 * SECOND);
    assertThat(rows)
        .containsExactly(
            row(
                "1970-01-01T00:01:00.000000Z",
                "1970-01-01T00:00:00.000000Z",
                "1970-01-01T00:00:02.000001Z",
                3,
                "{\"sit\":1,\"walk\":2}",
                "\"walk\""),
            row(
                "1970-01-01T00:02:00.000000Z",
                "1970-01-01T00:01:00.000000Z",
                "1970-01-01T00:01:00.000000Z",
                1,
                "{\"stand\":1}",
                "\"stand\""));
  }

  @Example
  void theRowIsEmittedAtTheFirstReadingOfTheSession() {
    is("walk", 0);
    is("walk", 5 * SECOND);
    assertThat(rows).hasSize(1);
    is("walk", 6 * SECOND);
    assertThat(rows).hasSize(1);
  }

  @Example
  void aUsersFirstSessionHasNoPredecessor() {
    is("walk", 0);
    is("walk", SECOND);
    machine.end(session, JsonRows.addingTo(rows));
    machine.end(machine.start(), JsonRows.addingTo(rows));
    assertThat(rows).isEmpty();
  }

  @Example
  void exactlyTheGapSeparatesSessionsAndOneNanosecondLessDoesNot() {
    is("walk", 0);
    is("walk", 5 * SECOND - 1);
    assertThat(rows).isEmpty();
    is("walk", 10 * SECOND - 1);
    assertThat(rows).hasSize(1);
  }

  @Example
  void theLabelNullIsCountedButNeverRecommended() {
    is("null", 0);
    is("null", 0);
    is("walk", 0);
    is("walk", 60 * SECOND);
    assertThat(rows.get(0)).contains("\"activities\":{\"null\":2,\"walk\":1}", recommends("walk"));
  }

  @Example
  void nothingIsRecommendedWhenAllLabelsAreNull() {
    is("null", 0);
    is("null", 60 * SECOND);
    assertThat(rows.get(0)).contains("\"activities\":{\"null\":1}", "\"recommended\":null}");
  }

  @Example
  void aReadingWithoutLabelIsCountedButNotRecommended() {
    take(Readings.atNanos(0));
    take(Readings.atNanos(60 * SECOND));
    assertThat(rows.get(0)).contains("\"count\":1,\"activities\":{}", "\"recommended\":null}");
  }

  @Example
  void amongEquallyFrequentActivitiesTheFirstByNameIsRecommended() {
    for (String label : List.of("walk", "sit", "stand", "sit", "walk", "stand", "bike")) {
      is(label, 0);
    }
    is("walk", 60 * SECOND);
    assertThat(rows.get(0)).contains(recommends("sit"));
  }

  @Example
  void theMostFrequentIsRecommendedWhateverItsName() {
    for (String label : List.of("bike", "walk", "walk")) {
      is(label, 0);
    }
    is("walk", 60 * SECOND);
    assertThat(rows.get(0)).contains(recommends("walk"));
  }

  @Example
  void theNextSessionStartsCountingAgain() {
    is("walk", 0);
    is("walk", 1);
    is("sit", 60 * SECOND);
    is("sit", 120 * SECOND);
    assertThat(rows.get(1)).contains("\"count\":1,\"activities\":{\"sit\":1}", recommends("sit"));
  }

  @Example
  void timesFurtherApartThanALongAreTwoSessions() {
    is("walk", Long.MIN_VALUE);
    is("walk", Long.MAX_VALUE);
    assertThat(rows)
        .containsExactly(
            row(
                "2262-04-11T23:47:16.854775Z",
                "1677-09-21T00:12:43.145224Z",
                "1677-09-21T00:12:43.145224Z",
                1,
                "{\"walk\":1}",
                "\"walk\""));
  }

  @Property
  void rowsAreThePairsOfConsecutiveSessions(
      @ForAll(supplier = SomeHours.class) List<Reading> readings) {
    List<List<Reading>> sessions = ByHand.sessions(ByHand.sorted(readings), SomeHours.GAP);
    List<String> expected = new ArrayList<>();
    for (int i = 1; i < sessions.size(); i++) {
      List<Reading> before = sessions.get(i - 1);
      expected.add(
          row(
              ByHand.start(sessions.get(i)),
              ByHand.start(before),
              ByHand.end(before),
              before.size(),
              counts(before).entrySet().stream()
                  .map(count -> "\"%s\":%d".formatted(count.getKey(), count.getValue()))
                  .collect(Collectors.joining(",", "{", "}")),
              recommended(before)));
    }
    NextSession one =
        new NextSession(
            EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT, SomeHours.GAP);
    assertThat(JsonRows.of(EachInOrder.run(one, readings))).isEqualTo(expected);
  }

  @Property
  void previousSessionsDoNotOverlapAndContainAllReadingsButTheLastSessions(
      @ForAll(supplier = SomeHours.class) List<Reading> readings) throws JsonProcessingException {
    NextSession one =
        new NextSession(
            EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT, SomeHours.GAP);
    long counted = 0;
    String last = "";
    for (String row : JsonRows.of(EachInOrder.run(one, readings))) {
      JsonNode next = JSON.readTree(row);
      JsonNode previous = next.get("previous");
      String start = previous.get("start").asText();
      if (!last.isEmpty()) {
        assertThat(start).isEqualTo(last);
      }
      assertThat(previous.get("end").asText()).isGreaterThanOrEqualTo(start);
      last = next.get("session_start").asText();
      assertThat(previous.get("end").asText()).isLessThan(last);
      counted += previous.get("count").asLong();
    }
    String begin = last;
    assertThat(
            readings.stream()
                .filter(reading -> JsonRow.eventTime(creationTime(reading)).compareTo(begin) < 0))
        .hasSize(Math.toIntExact(counted));
  }

  private static Map<String, Long> counts(List<Reading> session) {
    return ByHand.labels(session).stream()
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  /** The alphabetically first of the most frequent. */
  private static String recommended(List<Reading> session) {
    Map<String, Long> counts = counts(session);
    for (String label : List.of("sit", "stand", "walk")) {
      long own = counts.getOrDefault(label, 0L);
      if (own > 0
          && List.of("sit", "stand", "walk").stream()
              .allMatch(other -> counts.getOrDefault(other, 0L) <= own)) {
        return "\"" + label + "\"";
      }
    }
    return "null";
  }

  private static String recommends(String label) {
    return "\"recommended\":\"" + label + "\"}";
  }

  private static String row(
      String sessionStart,
      String start,
      String end,
      int count,
      String activities,
      String recommended) {
    return ("{\"User\":\"a\",\"session_start\":\"%s\",\"previous\":{\"start\":\"%s\",\"end\":\"%s\","
            + "\"count\":%d,\"activities\":%s},\"recommended\":%s}")
        .formatted(sessionStart, start, end, count, activities, recommended);
  }

  private void is(String label, long nanos) {
    take(Readings.atNanos(nanos).gt(label));
  }

  private void take(Readings reading) {
    session = machine.next(session, reading.build(), JsonRows.addingTo(rows));
  }
}
