package dev.tidemark.machine;

import static dev.tidemark.testing.Values.gt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.EventTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An alert at the second reading on stairs of a session; five seconds end a session. */
class AlertOnCountTest {
  private static final long SECOND = 1_000_000_000L;

  private final AlertOnCount machine =
      new AlertOnCount(
          new EventTime(ActivitySchema.CREATION_TIME, Duration.ZERO),
          List.of(ActivitySchema.USER),
          new SessionGap(Duration.ofSeconds(5)),
          2,
          reading -> gt(reading).filter("stairsup"::equals).isPresent());

  private final List<String> alerts = new ArrayList<>();
  private AlertOnCount.Session session = machine.start();

  @Test
  void alertsAtExactlyTheCountthMatchingReading() {
    walk(0);
    stairs(SECOND);
    walk(2 * SECOND);
    assertThat(alerts).isEmpty();
    stairs(3 * SECOND + 1999);
    assertThat(alerts)
        .containsExactly(
            "{\"User\":\"a\",\"session_start\":\"1970-01-01T00:00:00.000000Z\","
                + "\"triggered_at\":\"1970-01-01T00:00:03.000001Z\",\"count\":2}");
  }

  @Test
  void aSessionAlertsOnce() {
    for (int i = 0; i < 20; i++) {
      stairs(i * SECOND);
    }
    assertThat(alerts).hasSize(1);
  }

  @Test
  void theNextSessionStartsCountingAgain() {
    stairs(0);
    stairs(1);
    stairs(1 + 5 * SECOND);
    assertThat(alerts).hasSize(1);
    stairs(2 + 5 * SECOND);
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1)).contains("\"session_start\":\"1970-01-01T00:00:05.000000Z\"");
  }

  @Test
  void aGapOfExactlyTheGapEndsTheSession() {
    stairs(0);
    stairs(5 * SECOND);
    assertThat(alerts).isEmpty();
  }

  @Test
  void aGapOfOneNanosecondLessDoesNot() {
    stairs(0);
    stairs(5 * SECOND - 1);
    assertThat(alerts).hasSize(1);
  }

  @Test
  void readingsThatDoNotMeetTheConditionKeepTheSessionOpen() {
    stairs(0);
    walk(4 * SECOND);
    walk(8 * SECOND);
    stairs(12 * SECOND);
    assertThat(alerts).hasSize(1);
  }

  @Test
  void aSessionMayBeginBefore1970AndWithTheFirstReading() {
    stairs(-1);
    stairs(0);
    assertThat(alerts)
        .containsExactly(
            "{\"User\":\"a\",\"session_start\":\"1969-12-31T23:59:59.999999Z\","
                + "\"triggered_at\":\"1970-01-01T00:00:00.000000Z\",\"count\":2}");
  }

  @Test
  void aGapOfCenturiesEndsTheSessionToo() {
    // Event times this far apart differ by more than 64 bits of nanoseconds.
    stairs(Long.MIN_VALUE);
    stairs(Long.MAX_VALUE);
    assertThat(alerts).isEmpty();
  }

  @Test
  void theEndOfInputAlertsNobody() {
    stairs(0);
    machine.end(session, JsonRows.addingTo(alerts));
    assertThat(alerts).isEmpty();
  }

  private void stairs(long nanos) {
    session =
        machine.next(
            session, Readings.atNanos(nanos).gt("stairsup").build(), JsonRows.addingTo(alerts));
  }

  private void walk(long nanos) {
    session =
        machine.next(
            session, Readings.atNanos(nanos).gt("walk").build(), JsonRows.addingTo(alerts));
  }
}
