package dev.tidemark.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.generate.study.Participant;
import dev.tidemark.generate.study.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rows requested in addition to a plain table: late, without x, repeated. */
class OddRowsTest {
  private static final int ROWS = 30_000;

  @Test
  void nothingIsLateUnlessRequested() {
    List<Row> rows = TableTest.rows(new GeneratorSettings(ROWS, 1, 9, 0, 500, 0, 0));

    assertThat(rows).filteredOn(OddRowsTest::isLate).isEmpty();
  }

  @Test
  void lateRowsArriveBetween11SecondsAnd15MinutesAfterTheirEventTime() {
    List<Row> rows = TableTest.rows(new GeneratorSettings(ROWS, 1, 9, 0, 0, 300, 0));
    List<Row> late = rows.stream().filter(OddRowsTest::isLate).toList();

    assertThat(rows).hasSize(ROWS);
    assertThat(late).hasSize(300);
    assertThat(late).allMatch(row -> lateness(row) >= 11_000 && lateness(row) < 900_000);
    assertThat(late).anyMatch(row -> lateness(row) < 300_000);
    assertThat(late).anyMatch(row -> lateness(row) > 700_000);
    assertThat(late).extracting(Row::user).contains(Participant.values());
  }

  @Test
  void lateRowsAreWhereTheyArriveAmongTheirUsersRows() {
    List<Row> rows = TableTest.rows(new GeneratorSettings(ROWS, 1, 9, 0, 100, 300, 0));

    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).arrival()).isGreaterThanOrEqualTo(rows.get(i - 1).arrival());
      assertThat(rows.get(i).user()).isGreaterThanOrEqualTo(rows.get(i - 1).user());
    }
  }

  @Test
  void duplicatesRepeatAnEarlierRowUpToThreeSecondsLater() {
    List<Row> rows = TableTest.rows(new GeneratorSettings(ROWS, 1, 9, 0, 2_000, 300, 50));
    Map<String, Row> first = new HashMap<>();
    List<Row> duplicates = new ArrayList<>();
    for (Row row : rows) {
      Row earlier = first.putIfAbsent(row.user() + " " + row.creation(), row);
      if (earlier != null) {
        duplicates.add(row);
        assertThat(row.arrival() - earlier.arrival()).isBetween(1L, 3_000L);
        assertThat(row.arrivingAt(0)).isEqualTo(earlier.arrivingAt(0));
      }
    }
    assertThat(first).hasSize(ROWS);
    assertThat(duplicates).hasSize(2_000);
    assertThat(duplicates)
        .noneMatch(row -> isLate(row) || row.isOutlier())
        .allMatch(Row::hasX)
        .extracting(Row::user)
        .contains(Participant.values());
  }

  @Test
  void theRequestedNumberOfRowsHasNoX() {
    List<Row> rows = TableTest.rows(new GeneratorSettings(ROWS, 1, 9, 0, 2_000, 300, 50));

    assertThat(rows).filteredOn(row -> !row.hasX()).hasSize(50);
  }

  private static boolean isLate(Row row) {
    return !row.isOutlier() && lateness(row) > 10_000;
  }

  private static long lateness(Row row) {
    return row.arrival() - row.creationMillis();
  }
}
