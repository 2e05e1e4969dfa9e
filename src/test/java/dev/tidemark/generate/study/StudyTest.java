package dev.tidemark.generate.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {
  @ParameterizedTest
  @ValueSource(longs = {1_000, 20_000, 777_777, 6_240_991, 50_000_000, 1_000_000_000})
  void atAnySizeEveryRowIsPlannedAndEveryUserHasEveryActivity(long rows) {
    List<Recording> recordings = Study.plan(rows, 5, 4);

    assertThat(recordings).extracting(Recording::user).containsExactly(Participant.values());
    assertThat(recordings.stream().mapToLong(Recording::rows).sum()).isEqualTo(rows);
    for (Recording recording : recordings) {
      long planned = recording.segments().stream().mapToLong(Segment::rows).sum();
      Set<Activity> shown = new HashSet<>();
      recording.segments().forEach(segment -> shown.add(segment.activity()));
      assertThat(planned).isEqualTo(recording.rowsOf(Phone.NEXUS4_1));
      assertThat(shown).containsExactlyInAnyOrder(Activity.values());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 6_240_991, 50_000_000, 1_000_000_000})
  void atAnySizeUsersTakeTurnsWithRoomForTheLatestRow(long rows) {
    List<Recording> recordings = Study.plan(rows, 5, 4);

    for (int i = 1; i < recordings.size(); i++) {
      long between = recordings.get(i).startTick() - recordings.get(i - 1).endTick();
      assertThat(StudyClock.millis(between)).isGreaterThan(15 * 60_000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000, 20_000, 6_240_991})
  void upToFullSizeTheCalendarIsThatOfTheRealData(long rows) {
    List<Recording> recordings = Study.plan(rows, 5, 4);

    assertThat(recordings)
        .allSatisfy(r -> assertThat(r.startTick()).isEqualTo(r.user().turnTick()));
    long lastTick = recordings.get(recordings.size() - 1).endTick();
    assertThat(instant(Phone.NEXUS4_1.creationTime(recordings.get(0).startTick())))
        .isEqualTo(Instant.parse("2015-02-23T10:18:52.002Z"));
    assertThat(instant(Phone.NEXUS4_2.creationTime(lastTick)))
        .isBetween(Instant.parse("2015-02-24T14:45:00Z"), Instant.parse("2015-02-24T15:25:00Z"));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000);
  }
}
