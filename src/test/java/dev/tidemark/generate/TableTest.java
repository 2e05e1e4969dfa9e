package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidemark.generate.study.Activity;
import dev.tidemark.generate.study.Participant;
import dev.tidemark.generate.study.Phone;
import dev.tidemark.generate.study.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The properties of the real table, measured on a generated one. */
class TableTest {
  private static final int ROWS = 60_000;
  private static final double MILLI = 1_000_000.0;

  private final List<Row> table = rows(GeneratorSettings.of(ROWS, 1, 42));

  @Test
  void rowsAreSortedByArrivalAndUsersTakeTurns() {
    List<Participant> turns = new ArrayList<>();
    Row before = table.get(0);
    for (Row row : table) {
      assertThat(row.arrival()).isGreaterThanOrEqualTo(before.arrival());
      if (turns.isEmpty() || row.user() != before.user()) {
        turns.add(row.user());
      }
      before = row;
    }
    assertThat(table).hasSize(ROWS);
    assertThat(turns).containsExactly(Participant.values());
  }

  @Test
  void bothPhonesAreWornAtOnce() {
    int changes = 0;
    for (int i = 1; i < table.size(); i++) {
      changes += table.get(i).phone() == table.get(i - 1).phone() ? 0 : 1;
    }
    assertThat(changes).isGreaterThan(ROWS / 3);
    assertThat(of(Phone.NEXUS4_1)).hasSizeBetween(ROWS / 2, ROWS / 2 + 9);
  }

  @ParameterizedTest
  @CsvSource({"NEXUS4_1, -2000", "NEXUS4_2, 1846050"})
  void eachPhoneHasItsOwnClock(Phone phone, double offset) {
    List<Row> rows = of(phone).stream().filter(row -> !row.isOutlier()).toList();
    double[] offsets =
        rows.stream().mapToDouble(row -> row.creation() / MILLI - row.arrival()).toArray();

    assertThat(Arrays.stream(offsets).average().orElseThrow()).isCloseTo(offset, within(2.0));
    assertThat(Arrays.stream(offsets).min().orElseThrow()).isGreaterThan(offset - 310);
    assertThat(Arrays.stream(offsets).max().orElseThrow()).isLessThan(offset + 5);
  }

  @Test
  void readingsAre5MillisecondsApartBut4To6SecondsInPausesAndMinutesInBreaks() {
    List<Double> steady = new ArrayList<>();
    List<Double> gaps = new ArrayList<>();
    for (List<Row> rows : phones()) {
      double[] times = rows.stream().mapToDouble(row -> row.creation() / MILLI).sorted().toArray();
      for (int i = 1; i < times.length; i++) {
        double gap = times[i] - times[i - 1];
        (gap < 1_000 ? steady : gaps).add(gap);
      }
    }
    steady.sort(null);
    double mean = steady.stream().mapToDouble(gap -> gap).average().orElseThrow();

    assertThat(mean).isCloseTo(5.035, within(0.003));
    assertThat(steady.get(steady.size() * 99 / 100)).isCloseTo(7.3, within(0.1));
    assertThat(gaps).allMatch(gap -> (gap > 4_000 && gap < 6_000) || gap > 59_000);
    assertThat(gaps).filteredOn(gap -> gap < 4_990).hasSizeGreaterThanOrEqualTo(18);
    assertThat(gaps).filteredOn(gap -> gap > 5_010 && gap < 6_000).hasSizeGreaterThanOrEqualTo(18);
    assertThat(gaps).filteredOn(gap -> gap > 59_000).hasSizeGreaterThanOrEqualTo(18);
  }

  @Test
  void aFewRowsOfADeviceAreALittleOutOfOrder() {
    int disordered = 0;
    long worst = 0;
    int far = 0;
    for (List<Row> rows : phones()) {
      long latest = Long.MIN_VALUE;
      for (Row row : rows) {
        if (row.creation() < latest) {
          disordered++;
          worst = Math.max(worst, latest - row.creation());
          far += latest - row.creation() > 25 * MILLI ? 1 : 0;
        }
        latest = Math.max(latest, row.creation());
      }
    }
    assertThat(disordered / (double) ROWS).isBetween(0.027, 0.034);
    assertThat(worst).isLessThan((long) (308 * MILLI));
    assertThat(far).isLessThan(10);
  }

  @Test
  void indexCountsFromZeroForEachUserAndDeviceInOrderOfArrival() {
    Map<String, Long> next = new HashMap<>();
    for (Row row : table) {
      long expected = next.merge(row.user().label() + row.phone(), 1L, Long::sum) - 1;
      assertThat(row.index()).isEqualTo(expected);
    }
    assertThat(next).hasSize(18);
  }

  @Test
  void noUserHasTwoReadingsInOneMicrosecond() {
    Set<String> seen = new HashSet<>();
    assertThat(table).allMatch(row -> seen.add(row.user() + " " + row.creation() / 1_000));
  }

  @ParameterizedTest
  @EnumSource(Participant.class)
  void everyUserShowsEveryActivity(Participant user) {
    Set<Activity> shown = EnumSet.noneOf(Activity.class);
    table.stream().filter(row -> row.user() == user).forEach(row -> shown.add(row.activity()));
    assertThat(shown).containsExactlyInAnyOrder(Activity.values());
  }

  @ParameterizedTest
  @EnumSource(Activity.class)
  void activitiesAreAboutAsCommonAsInTheRealTable(Activity activity) {
    double share = count(row -> row.activity() == activity) / (double) ROWS;
    double real = activity.weight() / (double) GeneratorSettings.FULL_SIZE;
    assertThat(share).isCloseTo(real, within(0.005));
  }

  @Test
  void outliersAre34HoursBeforeEverythingElse() {
    long firstOther =
        table.stream().filter(r -> !r.isOutlier()).mapToLong(Row::creation).min().orElseThrow();
    List<Row> outliers = table.stream().filter(Row::isOutlier).toList();

    assertThat(outliers).hasSize(30);
    assertThat(outliers)
        .allMatch(row -> (firstOther - row.creation()) / (3_600_000 * MILLI) > 33.5)
        .allMatch(row -> (firstOther - row.creation()) / (3_600_000 * MILLI) < 34);
  }

  @Test
  void everyEightiethOfTheTableSpansBothDays() {
    for (int part = 0; part < 80; part++) {
      Set<Long> days = new HashSet<>();
      for (int i = part; i < table.size(); i += 80) {
        days.add(table.get(i).arrival() / 86_400_000);
      }
      assertThat(days).hasSize(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"20000, 4", "25000, 4", "27000, 5", "33000, 6", "60000, 7"})
  void someUsersReach500ReadingsOnStairsInASessionAndOthersDoNot(long rows, int reaching) {
    List<Row> all = rows(GeneratorSettings.of(rows, 1, 8));
    int reached = 0;
    for (Participant user : Participant.values()) {
      List<List<Row>> sessions = sessions(all.stream().filter(r -> r.user() == user).toList());
      long most = sessions.stream().mapToLong(TableTest::stairs).max().orElseThrow();
      assertThat(sessions).hasSizeGreaterThanOrEqualTo(6);
      assertThat(most < 300 || most > 530).as("%s: %d", user, most).isTrue();
      reached += most >= 500 ? 1 : 0;
    }
    assertThat(reached).isEqualTo(reaching);
  }

  @Test
  void standingIsNearlyStillAndStairsAreNot() {
    assertThat(meanSteps(Activity.STAND)).isLessThan(25);
    assertThat(meanSteps(Activity.STAIRS_DOWN)).isGreaterThan(meanSteps(Activity.BIKE));
    assertThat(meanSteps(Activity.BIKE)).isGreaterThan(150);
  }

  private double meanSteps(Activity activity) {
    return table.stream()
        .filter(row -> row.activity() == activity)
        .mapToInt(row -> Math.abs(row.x()))
        .average()
        .orElseThrow();
  }

  private long count(Predicate<Row> condition) {
    return table.stream().filter(condition).count();
  }

  private List<Row> of(Phone phone) {
    return table.stream().filter(row -> row.phone() == phone).toList();
  }

  /** The rows of each phone of each user, without outliers, in order of arrival. */
  private List<List<Row>> phones() {
    Map<String, List<Row>> phones = new HashMap<>();
    for (Row row : table) {
      if (!row.isOutlier()) {
        String key = row.user().label() + row.phone();
        phones.computeIfAbsent(key, unused -> new ArrayList<>()).add(row);
      }
    }
    return List.copyOf(phones.values());
  }

  private static long stairs(List<Row> rows) {
    return rows.stream().filter(r -> r.activity().label().startsWith("stairs")).count();
  }

  /** By event time over both phones; a gap of 5 s starts a new session. */
  private static List<List<Row>> sessions(List<Row> rows) {
    List<List<Row>> sessions = new ArrayList<>();
    long last = Long.MIN_VALUE;
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort((one, other) -> Long.compare(one.creation(), other.creation()));
    for (Row row : sorted) {
      if (sessions.isEmpty() || row.creation() - last >= 5_000_000_000L) {
        sessions.add(new ArrayList<>());
      }
      sessions.get(sessions.size() - 1).add(row);
      last = row.creation();
    }
    return sessions;
  }

  /** The whole table, in the order in which it is written. */
  static List<Row> rows(GeneratorSettings settings) {
    Table source = new Table(settings);
    List<Row> rows = new ArrayList<>();
    source.forEachRemaining(rows::add);
    return rows;
  }
}
