package dev.tidemark.aggregate;

import static dev.tidemark.testing.Values.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.testing.Readings;
import dev.tidemark.time.WindowFnSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class SessionPartialsTest {
  @Example
  void readingsExactlyTheGapApartAreTwoSessions() {
    assertThat(sessions(5000, 0, 5000))
        .containsExactlyInAnyOrder(session(0, 5000, 1), session(5000, 10_000, 1));
  }

  @Example
  void readingsOneMillisecondCloserAreOneSession() {
    assertThat(sessions(5000, 0, 4999)).containsExactly(session(0, 9999, 2));
    assertThat(sessions(5000, 4999, 0)).containsExactly(session(0, 9999, 2));
  }

  @Example
  void aLaterReadingBridgesTwoSessions() {
    assertThat(sessions(10, 0, 15, 8)).containsExactly(session(0, 25, 3));
    assertThat(sessions(10, 0, 10, 20, 5)).hasSize(2);
    assertThat(sessions(10, 0, 10, 20, 5, 15)).containsExactly(session(0, 30, 5));
  }

  @Example
  void aReadingBeforeTheSessionExtendsItsStart() {
    assertThat(sessions(10, 0, -9)).containsExactly(session(-9, 10, 2));
    assertThat(sessions(10, 0, -10))
        .containsExactlyInAnyOrder(session(-10, 0, 1), session(0, 10, 1));
  }

  @Example
  void boundsAreFlooredToMilliseconds() {
    List<Reading> readings = List.of(Readings.atNanos(-1).build(), Readings.atNanos(999).build());
    assertThat(Lifted.of(readings, kind(5)).windows())
        .containsExactly(new Lifted.Window("a", -1, 5, "\"n\":2,\"gt\":[]"));
  }

  @Property(tries = 1000)
  void sessionsAreSplitAtGaps(
      @ForAll("readings") List<Reading> readings, @ForAll @LongRange(min = 1, max = 40) long gap) {
    Lifted lifted = Lifted.of(readings, kind(gap));
    assertThat(lifted.windows()).containsExactlyInAnyOrderElementsOf(bruteForce(readings, gap));
    assertThat(lifted.late()).isEmpty();
  }

  @Property(tries = 500)
  void bundlesAreMergedToTheSameSessions(
      @ForAll("readings") List<Reading> readings,
      @ForAll @LongRange(min = 1, max = 40) long gap,
      @ForAll @IntRange(min = 1, max = 7) int bundle,
      @ForAll @IntRange(max = 5) int sample) {
    assertThat(Lifted.merged(SomeReadings.bundles(readings, bundle), kind(gap), sample).windows())
        .containsExactlyInAnyOrderElementsOf(bruteForce(readings, gap));
  }

  @Property
  void sessionsDoNotOverlapAndContainEachReadingOnce(
      @ForAll("readings") List<Reading> readings, @ForAll @LongRange(min = 1, max = 40) long gap) {
    List<Lifted.Window> sessions = Lifted.of(readings, kind(gap)).windows();
    for (Lifted.Window session : sessions) {
      assertThat(sessions)
          .filteredOn(
              other ->
                  other.user().equals(session.user())
                      && other.start() < session.end()
                      && session.start() < other.end())
          .containsExactly(session);
      long inside =
          readings.stream()
              .filter(reading -> user(reading).equals(session.user()))
              .map(SomeReadings::millis)
              .filter(millis -> session.start() <= millis && millis + gap <= session.end())
              .count();
      assertThat(session.result()).startsWith("\"n\":" + inside + ",");
    }
    assertThat(readings)
        .allSatisfy(
            reading ->
                assertThat(sessions)
                    .filteredOn(
                        session ->
                            session.user().equals(user(reading))
                                && session.start() <= SomeReadings.millis(reading)
                                && SomeReadings.millis(reading) < session.end())
                    .hasSize(1));
  }

  @Provide
  Arbitrary<List<Reading>> readings() {
    return SomeReadings.lists();
  }

  private static List<Lifted.Window> bruteForce(List<Reading> readings, long gap) {
    List<Lifted.Window> sessions = new ArrayList<>();
    SomeReadings.byUser(readings)
        .forEach(
            (user, ordered) -> {
              int from = 0;
              for (int i = 1; i <= ordered.size(); i++) {
                long last = SomeReadings.millis(ordered.get(i - 1));
                if (i == ordered.size() || SomeReadings.millis(ordered.get(i)) - last >= gap) {
                  sessions.add(
                      new Lifted.Window(
                          user,
                          SomeReadings.millis(ordered.get(from)),
                          last + gap,
                          Lifted.result(ordered.subList(from, i))));
                  from = i;
                }
              }
            });
    return sessions;
  }

  private static List<Lifted.Window> sessions(long gap, long... millis) {
    List<Reading> readings = new ArrayList<>();
    for (long at : millis) {
      readings.add(Readings.atMillis(at).build());
    }
    return Lifted.of(readings, kind(gap)).windows();
  }

  private static Lifted.Window session(long start, long end, int count) {
    return new Lifted.Window("a", start, end, "\"n\":" + count + ",\"gt\":[]");
  }

  private static WindowFnSpec kind(long gap) {
    return new WindowFnSpec.Sessions(Duration.ofMillis(gap));
  }
}
