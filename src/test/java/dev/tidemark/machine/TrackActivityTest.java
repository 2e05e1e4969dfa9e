package dev.tidemark.machine;

import static dev.tidemark.testing.Values.creationTime;
import static dev.tidemark.testing.Values.gt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.model.reading.Reading;
import dev.tidemark.model.reading.ReadingKey;
import dev.tidemark.ordered.ByHand;
import dev.tidemark.ordered.EachInOrder;
import dev.tidemark.ordered.SomeHours;
import dev.tidemark.row.JsonRow;
import dev.tidemark.schema.ActivitySchema;
import dev.tidemark.testing.JsonRows;
import dev.tidemark.testing.Readings;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TrackActivityTest {
  private static final long SECOND = 1_000_000_000L;

  private final TrackActivity machine =
      new TrackActivity(EachInOrder.CREATION, List.of(ActivitySchema.USER), ActivitySchema.GT);
  private final List<String> rows = new ArrayList<>();
  private TrackActivity.Activity activity = machine.start();

  @Example
  void theSameActivityExtendsTheEnd() {
    is("walk", SECOND);
    is("walk", 7 * SECOND + 1999);
    assertEnds("walk", "1970-01-01T00:00:01.000000Z", "1970-01-01T00:00:07.000001Z");
  }

  @Example
  void theSameActivityExtendsTheStart() {
    is("walk", 7 * SECOND);
    is("walk", SECOND);
    is("walk", 3 * SECOND);
    assertEnds("walk", "1970-01-01T00:00:01.000000Z", "1970-01-01T00:00:07.000000Z");
  }

  @Example
  void anotherActivityReplacesItOneNanosecondLater() {
    is("walk", SECOND);
    is("sit", SECOND + 1);
    assertThat(activity)
        .isEqualTo(new TrackActivity.Activity(ReadingKey.of("a"), "sit", SECOND + 1, SECOND + 1));
  }

  @Example
  void anotherActivityAtItsEndDoesNot() {
    is("walk", SECOND);
    is("walk", 2 * SECOND);
    is("sit", 2 * SECOND);
    assertThat(activity)
        .isEqualTo(new TrackActivity.Activity(ReadingKey.of("a"), "walk", SECOND, 2 * SECOND));
  }

  @Example
  void anotherActivityBeforeItsEndDoesNot() {
    is("walk", SECOND);
    is("walk", 3 * SECOND);
    is("sit", 2 * SECOND);
    assertThat(activity)
        .isEqualTo(new TrackActivity.Activity(ReadingKey.of("a"), "walk", SECOND, 3 * SECOND));
  }

  @Example
  void aReturningActivityStartsAgain() {
    is("walk", SECOND);
    is("sit", 2 * SECOND);
    is("walk", 3 * SECOND);
    assertEnds("walk", "1970-01-01T00:00:03.000000Z", "1970-01-01T00:00:03.000000Z");
  }

  @Example
  void aReadingWithoutALabelIsIgnored() {
    take(Readings.atNanos(0));
    assertThat(activity).isEqualTo(machine.start());
    is("walk", SECOND);
    take(Readings.atNanos(9 * SECOND));
    assertEnds("walk", "1970-01-01T00:00:01.000000Z", "1970-01-01T00:00:01.000000Z");
  }

  @Example
  void theLabelNullIsAnActivityLikeAnyOther() {
    is("walk", SECOND);
    is("null", 2 * SECOND);
    assertEnds("null", "1970-01-01T00:00:02.000000Z", "1970-01-01T00:00:02.000000Z");
  }

  @Example
  void theFirstActivityMayBeAtTheEarliestPossibleTime() {
    is("walk", Long.MIN_VALUE);
    assertThat(activity.label()).isEqualTo("walk");
    is("sit", Long.MAX_VALUE);
    assertThat(activity)
        .isEqualTo(
            new TrackActivity.Activity(ReadingKey.of("a"), "sit", Long.MAX_VALUE, Long.MAX_VALUE));
  }

  @Example
  void anEmptyLabelAtTheEarliestTimeIsAnActivity() {
    is("", Long.MIN_VALUE);
    machine.update(machine.start(), activity, JsonRows.addingTo(rows));
    machine.end(activity, JsonRows.addingTo(rows));
    assertThat(rows).hasSize(1);
  }

  @Example
  void nothingIsEmittedBeforeTheEndOrWithoutLabels() {
    machine.update(machine.start(), machine.start(), JsonRows.addingTo(rows));
    machine.end(machine.start(), JsonRows.addingTo(rows));
    is("walk", 0);
    is("sit", 1);
    assertThat(rows).isEmpty();
  }

  @Property
  void theLastStateIsTheLastRunOfOneLabel(
      @ForAll(supplier = SomeHours.class) List<Reading> readings) {
    assertThat(JsonRows.of(EachInOrder.run(machine, readings))).isEqualTo(byHand(readings));
  }

  /** Of readings at the same time the first counts; then the last run of equal labels. */
  private static List<String> byHand(List<Reading> readings) {
    List<Reading> labelled =
        ByHand.sorted(readings).stream().filter(reading -> gt(reading).isPresent()).toList();
    List<Reading> moments = new ArrayList<>();
    for (int i = 0; i < labelled.size(); i++) {
      if (i == 0 || creationTime(labelled.get(i)) != creationTime(labelled.get(i - 1))) {
        moments.add(labelled.get(i));
      }
    }
    if (moments.isEmpty()) {
      return List.of();
    }
    int last = moments.size() - 1;
    int first = last;
    while (first > 0 && gt(moments.get(first - 1)).equals(gt(moments.get(last)))) {
      first--;
    }
    return List.of(
        row(
            gt(moments.get(last)).orElseThrow(),
            JsonRow.eventTime(creationTime(moments.get(first))),
            JsonRow.eventTime(creationTime(moments.get(last)))));
  }

  private static String row(String label, String start, String end) {
    return "{\"User\":\"a\",\"activity\":\"%s\",\"start\":\"%s\",\"end\":\"%s\"}"
        .formatted(label, start, end);
  }

  private void assertEnds(String label, String start, String end) {
    machine.update(machine.start(), activity, JsonRows.addingTo(rows));
    machine.end(activity, JsonRows.addingTo(rows));
    assertThat(rows).containsExactly(row(label, start, end));
  }

  private void is(String label, long nanos) {
    take(Readings.atNanos(nanos).gt(label));
  }

  private void take(Readings reading) {
    activity = machine.next(activity, reading.build(), JsonRows.addingTo(rows));
  }
}
