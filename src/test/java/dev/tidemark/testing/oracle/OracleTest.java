package dev.tidemark.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OracleTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @NeedsRealReadings
  @ParameterizedTest
  @EnumSource
  void agreesWithTheExpectedAnswersForRealReadings(RealReadings readings) throws Exception {
    Oracle oracle = Oracle.over(List.of(readings.file()));

    assertThat(oracle.malformed()).isEmpty();
    assertThat(oracle.accepted()).isEqualTo(readings.expected().get("records").longValue());
    for (String pipeline :
        List.of(
            "tumbling-counts",
            "tumbling-counts-by-user",
            "sliding-counts",
            "deduplicated-counts",
            "sessions",
            "session-alerts",
            "activity-state",
            "count-windows",
            "capped-sessions",
            "next-session")) {
      Rows.assertSame(
          pipeline, oracle.answersOf(pipeline).of("results"), readings.expectedRows(pipeline));
    }
    long late = readings.expected().at("/late/stateful pipelines").longValue();
    assertThat(oracle.answersOf("deduplicated-counts").late()).isEqualTo(late);
    assertThat(oracle.answersOf("session-alerts").late()).isEqualTo(late);
  }

  @NeedsRealReadings
  @ParameterizedTest
  @EnumSource
  void agreesOnLateReadingsByWindow(RealReadings readings) throws Exception {
    Answers answers =
        Oracle.over(List.of(readings.file())).tumblingByUser(OptionalLong.of(600_000));

    Rows.assertSame("late-data", answers.of("results"), readings.expectedRows("late-data"));
    assertThat(answers.late()).isEqualTo(readings.expected().at("/late/late-data").longValue());
  }

  @Test
  void aWindowEndsWhereTheNextBegins() throws Exception {
    Oracle oracle = oracleOf(reading(599_999, 0, "walk"), reading(600_000, 0, "walk"));

    assertThat(texts(oracle.answersOf("sliding-counts").of("results")))
        .containsExactlyInAnyOrder(
            row("1970-01-01T00:00:00.000Z", "1970-01-01T00:10:00.000Z", 1),
            row("1970-01-01T00:05:00.000Z", "1970-01-01T00:15:00.000Z", 2),
            row("1970-01-01T00:10:00.000Z", "1970-01-01T00:20:00.000Z", 1));
  }

  @Test
  void anAlertComesAtTheNthReadingOnStairsAndOnceASession() throws Exception {
    Oracle oracle =
        oracleOf(
            reading(1_000, 0, "walk"),
            reading(2_000, 0, "stairsup"),
            reading(3_000, 0, "stairsdown"),
            reading(4_000, 0, "stairsup"),
            reading(5_000, 0, "stairsup"),
            // A pause of exactly 5 s: another session, with one reading on stairs only.
            reading(10_000, 0, "stairsup"),
            reading(14_999, 0, "walk"));

    assertThat(texts(oracle.sessionAlerts(2).of("results")))
        .containsExactly(
            text(
                """
                {"User":"a","session_start":"1970-01-01T00:00:01.000000Z",
                 "triggered_at":"1970-01-01T00:00:03.000000Z","count":2}
                """));
  }

  @Test
  void aReadingIsBehindOrderWhenItArrivesMoreThanTenSecondsAfterItsEventTime() throws Exception {
    Oracle oracle = oracleOf(reading(1_000, 10_000, "walk"), reading(2_000, 10_001, "walk"));

    List<JsonNode> late = oracle.answersOf("session-alerts").of("late");

    assertThat(late).hasSize(1);
    assertThat(late.get(0).get("late_by_ms").longValue()).isEqualTo(1);
    assertThat(late.get(0).at("/reading/Creation_Time").longValue()).isEqualTo(2_000_000_000L);
    assertThat(oracle.deduplicatedCounts().late()).isZero();
  }

  @Test
  void aReadingIsTooLateForAWindowFromItsEndPlusAllowedLatenessOn() throws Exception {
    // Windows [0, 10 min): the ideal watermark is the arrival minus 10 s.
    Oracle oracle = oracleOf(reading(1_000, 1_208_999, "walk"), reading(2_000, 1_208_000, "walk"));

    Answers answers = oracle.tumblingByUser(OptionalLong.of(600_000));

    assertThat(answers.of("results")).hasSize(1);
    assertThat(answers.of("results").get(0).get("count").longValue()).isEqualTo(1);
    assertThat(answers.of("late")).hasSize(1);
    assertThat(answers.of("late").get(0).get("late_by_ms").longValue()).isEqualTo(600_000);
  }

  @Test
  void aDuplicateIsReportedWithTheFirstOfItsUserAndMicrosecond() throws Exception {
    Oracle oracle = oracleOf(reading(1, 9, "sit"), reading(1, 0, "walk"), reading(2, 0, "walk"));

    Answers answers = oracle.deduplicatedCounts();

    assertThat(texts(answers.of("results"))).containsExactly(text("{'User':'a','count':2}"));
    assertThat(texts(answers.of("duplicate")))
        .containsExactly(
            text(
                """
                {'reason':'duplicate',
                 'first':{'Arrival_Time':1,'Creation_Time':1000000,'Device':'d','Index':null},
                 'reading':{'Arrival_Time':10,'Creation_Time':1000000,'Device':'d','Index':null,
                            'Model':null,'User':'a','gt':'sit','x':0.5,'y':null,'z':null}}
                """));
    assertThat(answers.duplicates()).isEqualTo(1);
  }

  @Test
  void aMeanIsTheExactSumDividedByTheCount() throws Exception {
    String line =
        "{\"Arrival_Time\":%d,\"Creation_Time\":%d000000,\"User\":\"a\",\"Device\":\"d\",\"x\":%s}";
    Oracle oracle =
        oracleOf(
            line.formatted(1, 1, "1e100"),
            line.formatted(2, 2, "1.0"),
            line.formatted(3, 3, "-1e100"),
            line.formatted(4, 4, "null"));

    List<JsonNode> sessions = oracle.answersOf("sessions").of("results");

    assertThat(sessions).hasSize(1);
    assertThat(sessions.get(0).get("count").longValue()).isEqualTo(3);
    assertThat(sessions.get(0).get("mean_x").doubleValue()).isEqualTo(1.0 / 3);
  }

  private Oracle oracleOf(String... lines) throws Exception {
    return Oracle.over(
        List.of(Files.writeString(folder.resolve("input.json"), String.join("\n", lines))));
  }

  private static String reading(long millis, long delay, String gt) {
    return """
        {"Arrival_Time":%d,"Creation_Time":%d,"User":"a","Device":"d","gt":"%s","x":0.5}"""
        .formatted(millis + delay, millis * 1_000_000, gt);
  }

  private static String row(String start, String end, int count) throws Exception {
    return text(
        "{\"window_start\":\"%s\",\"window_end\":\"%s\",\"count\":%d}"
            .formatted(start, end, count));
  }

  private static List<String> texts(List<JsonNode> rows) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(Rows.text(row)));
    return texts;
  }

  private static String text(String json) throws Exception {
    return Rows.text(JSON.readTree(json.replace('\'', '"')));
  }
}
